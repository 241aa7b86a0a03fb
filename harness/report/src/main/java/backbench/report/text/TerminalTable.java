package backbench.report.text;

import backbench.report.layout.Table;
import backbench.report.layout.Table.Column;
import backbench.report.layout.Table.Group;
import backbench.report.layout.Table.Row;
import backbench.report.layout.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Lays a table out in the columns that a terminal has.
 *
 * <p>Tried in turn until it fits: intervals in full, with the lightest columns left out, margins in
 * place of intervals and then without one column more at a time, and the same with values alone.
 */
final class TerminalTable {

  private static final String GAP = "  ";
  private static final int OPTIONAL_WEIGHT = 3;
  private static final int MARGIN_WEIGHT = 8;
  private static final int FEWEST_COLUMNS = 2;
  private static final int FEWEST_CHARACTERS = 20;
  private static final int ALWAYS_IN_FULL = 13;

  private final Table table;
  private final Terminal terminal;
  private final Ink ink;

  TerminalTable(Table table, Terminal terminal, Ink ink) {
    this.table = table;
    this.terminal = terminal;
    this.ink = ink;
  }

  List<String> lines() {
    return drawn(fitting());
  }

  private Layout fitting() {
    List<Integer> all = filled();
    List<Integer> usual = heavier(all, OPTIONAL_WEIGHT);
    List<Layout> tries = new ArrayList<>();
    tries.add(new Layout(all, Value::full));
    tries.add(new Layout(usual, Value::full));
    List<Integer> left = usual;
    while (!left.isEmpty() && lightest(left) <= MARGIN_WEIGHT) {
      tries.add(new Layout(left, Value::brief));
      List<Integer> fewer = withoutLightest(left);
      if (fewer.equals(left)) {
        break;
      }
      left = fewer;
    }
    left = usual;
    while (left.size() > FEWEST_COLUMNS) {
      tries.add(new Layout(left, Value::text));
      List<Integer> fewer = withoutLightest(left);
      if (fewer.equals(left)) {
        break;
      }
      left = fewer;
    }
    Layout last = new Layout(left, Value::text);
    tries.add(last);
    return tries.stream().filter(one -> width(one) <= terminal.width()).findFirst().orElse(last);
  }

  private List<Integer> filled() {
    List<Integer> filled = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      int column = i;
      if (rows().stream().anyMatch(row -> !row.values().get(column).equals(Value.NONE))) {
        filled.add(i);
      }
    }
    return filled;
  }

  private List<Integer> heavier(List<Integer> columns, int weight) {
    return columns.stream().filter(i -> table.columns().get(i).weight() > weight).toList();
  }

  private int lightest(List<Integer> columns) {
    return columns.stream().mapToInt(i -> table.columns().get(i).weight()).min().orElseThrow();
  }

  private List<Integer> withoutLightest(List<Integer> columns) {
    int lightest = lightest(columns);
    List<Integer> left =
        columns.stream().filter(i -> table.columns().get(i).weight() > lightest).toList();
    // Columns that are all as important stay, however wide they are.
    return left.isEmpty() ? columns : left;
  }

  private List<Row> rows() {
    return table.groups().stream().flatMap(group -> group.rows().stream()).toList();
  }

  private int width(Layout layout) {
    int width = GAP.length() * Math.max(0, layout.columns.size() - 1);
    for (int column : layout.columns) {
      width += width(layout, column);
    }
    return width;
  }

  private int width(Layout layout, int column) {
    Column head = table.columns().get(column);
    int width = Math.max(head.name().length(), head.unit().length());
    for (Row row : rows()) {
      width = Math.max(width, text(layout, row, column).length());
    }
    return width;
  }

  /** The width that counts is in ASCII spelling where that is what will be shown. */
  private String text(Layout layout, Row row, int column) {
    Value value = row.values().get(column);
    boolean inFull = table.columns().get(column).weight() == ALWAYS_IN_FULL;
    String text = TerminalRenderer.clean(inFull ? value.full() : layout.form.apply(value));
    boolean struck = row.struck() && value.kind() == Value.Kind.MEASURED;
    String shown = struck && !ink.wet() ? "~~" + text + "~~" : text;
    return terminal.unicode() ? shown : Ascii.of(shown);
  }

  private List<String> drawn(Layout layout) {
    List<String> lines = new ArrayList<>();
    if (layout.columns.isEmpty()) {
      return List.of("nothing was measured");
    }
    lines.add(ink.strong(head(layout, Column::name)));
    lines.add(ink.faint(head(layout, Column::unit)));
    for (Group group : table.groups()) {
      lines.add("─".repeat(width(layout)));
      if (!group.title().isEmpty()) {
        int room = Math.max(FEWEST_CHARACTERS, terminal.width());
        for (String line : TerminalRenderer.lines(TerminalRenderer.clean(group.title()), room)) {
          lines.add(ink.strong(line));
        }
      }
      for (Row row : group.rows()) {
        lines.add(body(layout, row));
        if (!row.note().isEmpty()) {
          lines.add(note(row));
        }
      }
    }
    lines.add("─".repeat(width(layout)));
    return lines;
  }

  private String note(Row row) {
    String note = "       " + TerminalRenderer.clean(row.note());
    int room = Math.max(FEWEST_CHARACTERS, terminal.width());
    return ink.faint(note.length() <= room ? note : note.substring(0, room - 1) + "…");
  }

  private String head(Layout layout, Function<Column, String> part) {
    List<String> cells = new ArrayList<>();
    for (int column : layout.columns) {
      Column head = table.columns().get(column);
      String text = terminal.unicode() ? part.apply(head) : Ascii.of(part.apply(head));
      cells.add(padded(text, text, width(layout, column), head.right()));
    }
    return String.join(GAP, cells);
  }

  private String body(Layout layout, Row row) {
    List<String> cells = new ArrayList<>();
    for (int column : layout.columns) {
      String text = text(layout, row, column);
      Value value = row.values().get(column);
      String inked =
          switch (value.kind()) {
            case LABEL -> text;
            case MEASURED -> row.struck() ? ink.struck(text) : text;
            case GOOD -> row.struck() ? text : ink.good(text);
            case BAD -> ink.bad(text);
          };
      boolean right = table.columns().get(column).right();
      cells.add(padded(text, inked, width(layout, column), right));
    }
    return String.join(GAP, cells);
  }

  private static String padded(String text, String inked, int width, boolean right) {
    String space = " ".repeat(Math.max(0, width - text.length()));
    return right ? space + inked : inked + space;
  }

  private record Layout(List<Integer> columns, Function<Value, String> form) {}
}
