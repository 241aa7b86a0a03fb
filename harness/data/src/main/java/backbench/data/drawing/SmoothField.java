package backbench.data.drawing;

/**
 * Holds values on a square grid and interpolates between them: drawn at random, they are a smooth
 * random field.
 *
 * <p>Reused from image to image. Not thread-safe.
 */
final class SmoothField {

  private final int side;
  private final double[] values;
  private final double[] line;

  /** Makes a field of {@code side} points across and as many down; all are 0. */
  SmoothField(int side) {
    this.side = side;
    this.values = new double[side * side];
    this.line = new double[side];
  }

  int points() {
    return values.length;
  }

  void set(int point, double value) {
    values[point] = value;
  }

  /** Interpolates bilinearly; 0 is the left and upper edge, 1 the right and lower one. */
  double at(double across, double down) {
    double gx = Math.max(0, Math.min(across, 1)) * (side - 1);
    double gy = Math.max(0, Math.min(down, 1)) * (side - 1);
    int column = (int) Math.min(gx, side - 2);
    int row = (int) Math.min(gy, side - 2);
    double fx = gx - column;
    double fy = gy - row;
    int at = row * side + column;
    double above = values[at] + fx * (values[at + 1] - values[at]);
    double below = values[at + side] + fx * (values[at + side + 1] - values[at + side]);
    return above + fy * (below - above);
  }

  /**
   * Interpolates a row of pixels at once.
   *
   * @param down 0 is the upper edge, 1 the lower one; not beyond
   * @param across receives values from the left edge on, the right edge excluded
   */
  void row(double down, float[] across) {
    double gy = down * (side - 1);
    int row = (int) Math.min(gy, side - 2);
    for (int column = 0; column < side; column++) {
      double above = values[row * side + column];
      line[column] = above + (gy - row) * (values[(row + 1) * side + column] - above);
    }
    double points = (double) (side - 1) / across.length;
    for (int i = 0; i < across.length; i++) {
      double gx = i * points;
      int column = (int) gx;
      across[i] = (float) (line[column] + (gx - column) * (line[column + 1] - line[column]));
    }
  }
}
