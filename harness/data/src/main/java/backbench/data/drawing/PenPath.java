package backbench.data.drawing;

import backbench.data.drawing.DigitSkeletons.Join;
import backbench.data.drawing.DigitSkeletons.Stroke;

/**
 * Collects the points that a pen goes through; curves become short straight pieces.
 *
 * <p>Reused from image to image. Not thread-safe.
 */
final class PenPath {

  private static final int PIECES_PER_CURVE_SPAN = 4;
  private static final int MOST_POINTS = 256;

  final double[] x = new double[MOST_POINTS];
  final double[] y = new double[MOST_POINTS];

  /** True where the pen comes down: no line leads to this point. */
  final boolean[] down = new boolean[MOST_POINTS];

  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Adds a stroke through points that may have been moved from the skeleton's own. */
  void add(Join join, double[] px, double[] py, int count) {
    add(px[0], py[0], true);
    if (join == Join.CORNERS) {
      for (int i = 1; i < count; i++) {
        add(px[i], py[i], false);
      }
      return;
    }
    boolean loop = join == Join.LOOP;
    for (int i = 0; i < (loop ? count : count - 1); i++) {
      int before = loop ? (i + count - 1) % count : Math.max(i - 1, 0);
      int next = (i + 1) % count;
      int after = loop ? (i + 2) % count : Math.min(i + 2, count - 1);
      for (int piece = 1; piece <= PIECES_PER_CURVE_SPAN; piece++) {
        double t = (double) piece / PIECES_PER_CURVE_SPAN;
        add(
            catmullRom(px[before], px[i], px[next], px[after], t),
            catmullRom(py[before], py[i], py[next], py[after], t),
            false);
      }
    }
  }

  /** Returns how many points a stroke of a skeleton has. */
  static int points(Stroke stroke) {
    return stroke.points().length / 2;
  }

  private void add(double pointX, double pointY, boolean penComesDown) {
    x[size] = pointX;
    y[size] = pointY;
    down[size] = penComesDown;
    size++;
  }

  /** Interpolates from b (t = 0) to c (t = 1) by Catmull and Rom's cubic, 1974. */
  private static double catmullRom(double a, double b, double c, double d, double t) {
    double linear = c - a;
    double square = 2 * a - 5 * b + 4 * c - d;
    double cubic = 3 * (b - c) + d - a;
    return b + 0.5 * t * (linear + t * (square + t * cubic));
  }
}
