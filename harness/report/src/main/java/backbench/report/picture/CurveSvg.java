package backbench.report.picture;

import backbench.report.picture.CurvePanel.Line;
import backbench.report.picture.CurvePanel.Point;
import java.util.List;
import java.util.Locale;

/**
 * Draws panels of curves as SVG that needs no script and no font, on light and on dark pages.
 *
 * <p>Series differ in colour and in the shape of their marks.
 */
public final class CurveSvg {

  private static final List<String> ON_LIGHT =
      List.of("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#bf3989", "#7d4e00");
  private static final List<String> ON_DARK =
      List.of("#4493f8", "#f0883e", "#3fb950", "#ab7df8", "#f778ba", "#d29922");

  private static final int COLUMNS = 2;
  private static final int PANEL_WIDTH = 430;
  private static final int PANEL_HEIGHT = 260;
  private static final int LEFT = 56;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 40;
  private static final int LEGEND_LINE = 20;
  private static final int LEGEND_COLUMN = 215;
  private static final int LEGEND_COLUMNS = 4;
  private static final int HEAD = 34;
  private static final int TICKS = 5;
  private static final String RING = "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0";
  private static final int MOST_MARKED = 40;

  private final SvgWriter svg = new SvgWriter();

  private CurveSvg() {}

  /**
   * Draws.
   *
   * @param title names the picture
   * @param description says in words what it shows
   * @param names of the series
   * @param panels at least one, with at least one line each
   */
  public static String draw(
      String title, String description, List<String> names, List<CurvePanel> panels) {
    return new CurveSvg().document(title, description, names, panels);
  }

  private String document(
      String title, String description, List<String> names, List<CurvePanel> panels) {
    boolean reported =
        panels.stream().flatMap(panel -> panel.lines().stream()).anyMatch(Line::reported);
    int entries = names.size() + (reported ? 1 : 0);
    int head = HEAD + LEGEND_LINE * ((entries + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS);
    int width = PANEL_WIDTH * COLUMNS;
    int height = head + PANEL_HEIGHT * ((panels.size() + COLUMNS - 1) / COLUMNS);
    svg.start(title, description, style(), width, height);
    for (int entry = 0; entry < entries; entry++) {
      legend(entry, entry < names.size() ? names.get(entry) : "reported", entry < names.size());
    }
    for (int i = 0; i < panels.size(); i++) {
      int x = PANEL_WIDTH * (i % COLUMNS);
      int y = head + PANEL_HEIGHT * (i / COLUMNS);
      svg.open("g", "transform", "translate(" + x + " " + y + ")");
      panel(panels.get(i));
      svg.close("g");
    }
    return svg.end();
  }

  private static String style() {
    StringBuilder style = new StringBuilder();
    style.append(SvgWriter.TEXT_STYLE);
    style.append(".end{text-anchor:end}.middle{text-anchor:middle}");
    style.append("path{fill:none;stroke-width:1.8}.band{stroke:none;fill-opacity:.18}");
    style.append(
        ".reported{stroke-dasharray:6 4}.ring{stroke-dasharray:none}.rule{stroke-width:1}");
    style.append(colours("#ffffff", "#1f2328", "#d1d9e0", ON_LIGHT));
    style.append("@media (prefers-color-scheme:dark){");
    style.append(colours("#0d1117", "#e6edf3", "#3d444d", ON_DARK)).append("}");
    return style.toString();
  }

  private static String colours(String paper, String ink, String rule, List<String> series) {
    StringBuilder style = new StringBuilder();
    style.append(".paper{fill:").append(paper).append("}text{fill:").append(ink);
    style.append("}.reported{stroke:").append(ink).append("}.rule{stroke:").append(rule);
    style.append("}");
    for (int i = 0; i < series.size(); i++) {
      String colour = series.get(i);
      style.append(".s").append(i).append("{stroke:").append(colour).append("}");
      style.append(".f").append(i).append("{fill:").append(colour).append("}");
    }
    return style.toString();
  }

  private void legend(int entry, String name, boolean series) {
    int x = 16 + LEGEND_COLUMN * (entry % LEGEND_COLUMNS);
    int y = HEAD + LEGEND_LINE * (entry / LEGEND_COLUMNS) + 8;
    String colour = series ? "s" + colour(entry) : "reported";
    svg.empty("path", "class", colour, "d", "M" + x + " " + y + "h28");
    if (series) {
      mark(entry, x + 14, y);
    }
    svg.filled("text", name, "x", x + 36, "y", y + 4);
  }

  private void panel(CurvePanel panel) {
    int epochs =
        panel.lines().stream()
            .flatMap(each -> each.points().stream())
            .mapToInt(Point::epoch)
            .max()
            .orElse(1);
    double low = panel.accuracy() ? panel.lowest() : 0;
    double high = panel.highest();
    double step = niceStep(high > low ? high - low : 1);
    Axes axes = new Axes(epochs, Math.floor(low / step) * step, Math.ceil(high / step) * step);
    svg.filled("text", panel.title(), "class", "head", "x", LEFT, "y", 20);
    grid(axes, step);
    for (Line each : panel.lines()) {
      if (!each.reported() && each.points().stream().anyMatch(p -> p.high() > p.low())) {
        band(each, axes);
      }
    }
    panel.lines().forEach(each -> curve(each, axes));
  }

  private void grid(Axes axes, double step) {
    int places = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    long ticks = Math.round((axes.high - axes.low) / step);
    for (long tick = 0; tick <= ticks; tick++) {
      double value = axes.low + tick * step;
      String across =
          "M" + LEFT + " " + SvgWriter.number(axes.y(value)) + "H" + (PANEL_WIDTH - RIGHT);
      svg.empty("path", "class", "rule", "d", across);
      svg.filled(
          "text",
          String.format(Locale.ROOT, "%." + places + "f", value),
          "class",
          "end",
          "x",
          LEFT - 6,
          "y",
          axes.y(value) + 4);
    }
    int every = (int) Math.max(1, Math.ceil(niceStep(axes.epochs)));
    int below = PANEL_HEIGHT - BOTTOM + 18;
    for (int epoch = 1; epoch <= axes.epochs; epoch++) {
      if (epoch == 1 || epoch % every == 0) {
        svg.filled(
            "text", String.valueOf(epoch), "class", "middle", "x", axes.x(epoch), "y", below);
      }
    }
    int middle = (LEFT + PANEL_WIDTH - RIGHT) / 2;
    svg.filled("text", "epoch", "class", "middle", "x", middle, "y", PANEL_HEIGHT - 6);
  }

  private void band(Line line, Axes axes) {
    StringBuilder path = new StringBuilder();
    List<Point> points = line.points();
    for (Point point : points) {
      path.append(path.isEmpty() ? "M" : "L").append(axes.at(point.epoch(), point.high()));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      path.append("L").append(axes.at(points.get(i).epoch(), points.get(i).low()));
    }
    svg.empty("path", "class", "band f" + colour(line.series()), "d", path.append("Z"));
  }

  private void curve(Line line, Axes axes) {
    StringBuilder path = new StringBuilder();
    int before = 0;
    for (Point point : line.points()) {
      // No line over epochs of which nothing is known: it would tell of them.
      boolean goesOn = !path.isEmpty() && point.epoch() == before + 1;
      path.append(goesOn ? "L" : "M").append(axes.at(point.epoch(), point.value()));
      before = point.epoch();
    }
    String colour = line.reported() ? "reported" : "s" + colour(line.series());
    svg.empty("path", "class", colour, "d", path);
    if (line.reported() && line.hasGaps()) {
      StringBuilder rings = new StringBuilder();
      for (Point point : line.points()) {
        rings.append("M").append(axes.at(point.epoch(), point.value())).append(RING);
      }
      svg.empty("path", "class", "reported ring", "d", rings);
    }
    if (!line.reported() && line.points().size() <= MOST_MARKED) {
      line.points()
          .forEach(point -> mark(line.series(), axes.x(point.epoch()), axes.y(point.value())));
    }
  }

  /** Draws the mark of a series: a disc, a square, a diamond or a triangle. */
  private void mark(int series, double x, double y) {
    String colour = "f" + colour(series);
    switch (series % 4) {
      case 0 -> svg.empty("circle", "class", colour, "cx", x, "cy", y, "r", 3);
      case 1 -> shape(colour, x, y, "m-3 -3h6v6h-6z");
      case 2 -> shape(colour, x, y, "m0 -4l4 4l-4 4l-4 -4z");
      default -> shape(colour, x, y, "m0 -4l4 7h-8z");
    }
  }

  private void shape(String colour, double x, double y, String path) {
    svg.empty(
        "path", "class", colour, "d", "M" + SvgWriter.number(x) + " " + SvgWriter.number(y) + path);
  }

  private static int colour(int series) {
    return series % ON_LIGHT.size();
  }

  /** Returns the step of 1, 2 or 5 times a power of ten that divides a range about fivefold. */
  static double niceStep(double range) {
    double raw = range / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  /**
   * Maps epochs and values to places in a panel.
   *
   * @param epochs the last epoch
   * @param low the value at the bottom
   * @param high the value at the top
   */
  private record Axes(int epochs, double low, double high) {

    double x(int epoch) {
      double share = epochs == 1 ? 0.5 : (epoch - 1.0) / (epochs - 1);
      return LEFT + 8 + share * (PANEL_WIDTH - LEFT - RIGHT - 16);
    }

    double y(double value) {
      double share = high > low ? (value - low) / (high - low) : 0.5;
      return PANEL_HEIGHT - BOTTOM - share * (PANEL_HEIGHT - TOP - BOTTOM);
    }

    String at(int epoch, double value) {
      return SvgWriter.number(x(epoch)) + " " + SvgWriter.number(y(value));
    }
  }
}
