package backbench.report.picture;

import java.util.List;

/**
 * Holds one quantity by epoch, as it is to be drawn.
 *
 * @param title what the quantity is
 * @param accuracy whether it is a fraction, else a loss
 * @param lines one for each backend that was measured, and what is reported
 */
public record CurvePanel(String title, boolean accuracy, List<Line> lines) {

  /** Copies the list. */
  public CurvePanel {
    lines = List.copyOf(lines);
  }

  /**
   * Holds a line.
   *
   * @param series which of the chart's names it has; {@link #REPORTED} for what is reported
   * @param points from left to right; at least one
   */
  public record Line(int series, List<Point> points) {

    /** The series of what a document reports. */
    public static final int REPORTED = -1;

    /** Copies the list. */
    public Line {
      points = List.copyOf(points);
    }

    /** Tells whether it is what a document reports. */
    public boolean reported() {
      return series == REPORTED;
    }

    /** Tells whether there is but one point, or none of an epoch before the last of them. */
    public boolean hasGaps() {
      return points.size() == 1 || points.size() < end().epoch();
    }

    /** Returns the last of the points. */
    public Point end() {
      return points.get(points.size() - 1);
    }
  }

  /**
   * Holds what is known of an epoch.
   *
   * @param epoch from 1
   * @param value the mean over forks
   * @param low the smallest of a fork
   * @param high the largest of a fork
   */
  public record Point(int epoch, double value, double low, double high) {}

  /** Returns the smallest of what is drawn. */
  public double lowest() {
    return lines.stream()
        .flatMap(line -> line.points.stream())
        .mapToDouble(Point::low)
        .min()
        .orElse(0);
  }

  /** Returns the largest of what is drawn. */
  public double highest() {
    return lines.stream()
        .flatMap(line -> line.points.stream())
        .mapToDouble(Point::high)
        .max()
        .orElse(1);
  }
}
