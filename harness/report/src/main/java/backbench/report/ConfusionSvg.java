package backbench.report;

import backbench.analysis.numbers.Confusions;
import backbench.results.CellResult.DatasetFacts;
import backbench.results.samples.Confusion;
import java.util.List;
import java.util.Locale;

/**
 * Draws matrices of many classes: a square for each pair of classes, in a colour that is the
 * stronger the larger the part of the true class that it holds.
 */
final class ConfusionSvg {

  private static final int COLUMNS = 2;
  private static final int SIDE = 540;
  private static final int LEFT = 130;
  private static final int TOP = 160;
  private static final int PANEL_WIDTH = LEFT + SIDE + 16;
  private static final int PANEL_HEIGHT = TOP + SIDE + 16;
  private static final int HEAD = 34;
  private static final int MOST_LETTERS = 18;

  /** Squares that are smaller have no room for the names of their classes. */
  private static final int LEAST_NAMED_SIDE = 8;

  /** A class that is wrong once in twenty times can still be seen. */
  private static final double FAINTEST = 0.15;

  private ConfusionSvg() {}

  /**
   * Holds a matrix and what it is of.
   *
   * @param title the backend
   * @param confusions which class was taken for which
   */
  record Panel(String title, Confusions confusions) {}

  /**
   * Draws.
   *
   * @param title names the picture
   * @param description says in words what it shows
   * @param names of the classes
   * @param panels at least one
   */
  static String draw(String title, String description, DatasetFacts names, List<Panel> panels) {
    SvgWriter svg = new SvgWriter();
    int columns = Math.min(COLUMNS, panels.size());
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    svg.start(title, description, style(), PANEL_WIDTH * columns, HEAD + PANEL_HEIGHT * rows);
    for (int i = 0; i < panels.size(); i++) {
      int x = PANEL_WIDTH * (i % COLUMNS);
      int y = HEAD + PANEL_HEIGHT * (i / COLUMNS);
      svg.open("g", "transform", "translate(" + x + " " + y + ")");
      panel(svg, panels.get(i), names);
      svg.close("g");
    }
    return svg.end();
  }

  private static String style() {
    return SvgWriter.TEXT_STYLE
        + ".name{font-size:9px}.end{text-anchor:end}"
        + colours("#ffffff", "#1f2328", "#d1d9e0", "#1a7f37", "#bc4c00")
        + "@media (prefers-color-scheme:dark){"
        + colours("#0d1117", "#e6edf3", "#3d444d", "#3fb950", "#f0883e")
        + "}";
  }

  private static String colours(String paper, String ink, String rule, String right, String wrong) {
    return ".paper{fill:%s}text{fill:%s}.frame{fill:none;stroke:%s}.right{fill:%s}.wrong{fill:%s}"
        .formatted(paper, ink, rule, right, wrong);
  }

  private static void panel(SvgWriter svg, Panel panel, DatasetFacts names) {
    Confusion confusion = panel.confusions().counts();
    double side = (double) SIDE / confusion.classes();
    svg.filled("text", panel.title(), "class", "head", "x", LEFT, "y", 20);
    svg.filled("text", "true class ↓, taken for →", "x", LEFT, "y", 38);
    if (side >= LEAST_NAMED_SIDE) {
      names(svg, confusion.classes(), side, names);
    }
    svg.empty("rect", "class", "frame", "x", LEFT, "y", TOP, "width", SIDE, "height", SIDE);
    for (int actual = 0; actual < confusion.classes(); actual++) {
      List<Long> row = confusion.counts().get(actual);
      double samples = row.stream().mapToLong(Long::longValue).sum();
      for (int taken = 0; taken < row.size(); taken++) {
        long count = row.get(taken);
        if (count > 0) {
          svg.open(
              "rect",
              "class",
              taken == actual ? "right" : "wrong",
              "x",
              LEFT + taken * side,
              "y",
              TOP + actual * side,
              "width",
              side,
              "height",
              side,
              "fill-opacity",
              String.format(Locale.ROOT, "%.2f", FAINTEST + (1 - FAINTEST) * count / samples));
          svg.filled(
              "title",
              names.className(actual) + " taken for " + names.className(taken) + ": " + count);
          svg.close("rect");
        }
      }
    }
  }

  private static void names(SvgWriter svg, int classes, double side, DatasetFacts names) {
    for (int each = 0; each < classes; each++) {
      String name = names.className(each);
      String shown =
          name.length() > MOST_LETTERS ? name.substring(0, MOST_LETTERS - 1) + "…" : name;
      double middle = (each + 0.5) * side + 3;
      svg.filled("text", shown, "class", "name end", "x", LEFT - 5, "y", TOP + middle);
      String place = SvgWriter.number(LEFT + middle) + " " + (TOP - 5);
      svg.filled(
          "text", shown, "class", "name", "transform", "translate(" + place + ") rotate(-90)");
    }
  }
}
