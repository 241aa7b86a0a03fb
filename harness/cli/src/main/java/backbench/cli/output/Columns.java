package backbench.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Prints rows of text in aligned columns. */
public final class Columns {

  private static final String GAP = "  ";

  /** Says to which side a column's texts keep. */
  public enum Side {
    LEFT,
    RIGHT
  }

  private final List<Side> sides;
  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table whose columns keep to these sides. */
  public Columns(Side... sides) {
    this.sides = List.of(sides);
  }

  /** Adds a row with a text for each column. */
  public Columns row(String... texts) {
    if (texts.length != sides.size()) {
      throw new IllegalArgumentException(
          "a row has " + sides.size() + " texts, not " + texts.length);
    }
    rows.add(List.of(texts));
    return this;
  }

  /** Returns the same columns with every text changed. */
  Columns map(UnaryOperator<String> change) {
    Columns changed = new Columns(sides.toArray(Side[]::new));
    rows.forEach(row -> changed.rows.add(row.stream().map(change).toList()));
    return changed;
  }

  /** Returns the rows, without spaces at their ends. */
  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  /** Prints the rows, each after an indent. */
  public void print(PrintWriter out, String indent) {
    lines().forEach(line -> out.println(indent + line));
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String text = row.get(column);
      String space = " ".repeat(width(column) - length(text));
      line.append(column == 0 ? "" : GAP)
          .append(sides.get(column) == Side.RIGHT ? space + text : text + space);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
