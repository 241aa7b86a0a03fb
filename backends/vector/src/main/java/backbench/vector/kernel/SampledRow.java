package backbench.vector.kernel;

import backbench.vector.memory.Layout;
import backbench.vector.memory.Layout.Halo;

/**
 * Says where the points of one row of a sampled image lie in the image that they are read from.
 *
 * <p>A point lies between four pixels: the one at {@link #at} and those on its right, below it, and
 * below that. Pixels outside are read from the image's halo, so that no kernel has a case for the
 * border.
 */
public final class SampledRow {

  /**
   * The zeros that reading needs around the image: one where a point's neighbour is outside, and
   * two above and on the left, where four of them stand for a point that is wholly outside.
   */
  public static final Halo HALO = new Halo(2, 1, 2, 1);

  private final Layout image;
  private final double[] exactX;
  private final float[] x;
  private final int[] at;
  private final float[] right;
  private final float[] down;

  /**
   * Makes a row.
   *
   * @param image that is read, with at least {@link #HALO}
   * @param width points in the row, at least 2
   */
  public SampledRow(Layout image, int width) {
    this.image = image;
    this.exactX = new double[width];
    this.x = new float[width];
    this.at = new int[width];
    this.right = new float[width];
    this.down = new float[width];
    for (int column = 0; column < width; column++) {
      exactX[column] = coordinate(column, width);
      x[column] = (float) exactX[column];
    }
  }

  /** Returns a pixel's coordinate in [-1, 1], the centres of the outermost pixels at the ends. */
  public static double coordinate(int pixel, int pixels) {
    return -1 + 2.0 * pixel / (pixels - 1);
  }

  /**
   * Places the points.
   *
   * <p>In double precision, as what counts is the fraction of a position.
   *
   * @param theta the 2×3 matrix row by row
   * @param t0 where it starts
   * @param y the coordinate of the row
   */
  public void locate(float[] theta, int t0, double y) {
    for (int column = 0; column < at.length; column++) {
      double sourceX = theta[t0] * exactX[column] + theta[t0 + 1] * y + theta[t0 + 2];
      double sourceY = theta[t0 + 3] * exactX[column] + theta[t0 + 4] * y + theta[t0 + 5];
      double q = (sourceX + 1) / 2 * (image.width() - 1);
      double p = (sourceY + 1) / 2 * (image.height() - 1);
      place(column, p, q);
    }
  }

  private void place(int column, double p, double q) {
    if (p >= -1 && p < image.height() && q >= -1 && q < image.width()) {
      double row = Math.floor(p);
      double left = Math.floor(q);
      set(column, image.at((int) row, (int) left), (float) (p - row), (float) (q - left));
    } else if (Double.isFinite(p) && Double.isFinite(q)) {
      set(column, image.at(-2, -2), 0, 0);
    } else {
      // Not a place at all: what is read there is no number, and neither are the gradients.
      set(column, 0, Float.NaN, Float.NaN);
    }
  }

  private void set(int column, int where, float below, float beside) {
    at[column] = where;
    down[column] = below;
    right[column] = beside;
  }

  /** Returns the points in the row. */
  public int width() {
    return at.length;
  }

  /** Returns the floats from a pixel of the image to the one on its right. */
  public int pixelPitch() {
    return image.pitch();
  }

  /** Returns the floats from a pixel of the image to the one below it. */
  public int rowPitch() {
    return image.rowPitch();
  }

  /** Returns the coordinates of the points in the row. */
  public float[] x() {
    return x;
  }

  /** Returns where the pixel above and left of each point lies, relative to the sample. */
  public int[] at() {
    return at;
  }

  /** Returns how far each point lies to the right of that pixel, from 0 to 1. */
  public float[] right() {
    return right;
  }

  /** Returns how far each point lies below that pixel, from 0 to 1. */
  public float[] down() {
    return down;
  }
}
