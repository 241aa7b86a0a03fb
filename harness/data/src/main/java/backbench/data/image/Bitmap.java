package backbench.data.image;

import backbench.data.Fit;
import backbench.graph.Shape;

/**
 * Holds a decoded picture in red, green and blue.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb three bytes a pixel, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Bitmap(int width, int height, byte[] rgb) {

  private static final int BITS = 11;
  private static final int ONE = 1 << BITS;

  /**
   * Resizes to a shape by bilinear interpolation between the four nearest pixels, centres aligned,
   * as {@code cv2.resize} does.
   *
   * <p>Weights are rounded to 1/2048 and sums are of whole numbers: the same bytes everywhere.
   *
   * @param shape [3, height, width], or [1, height, width] for the luma of ITU-R BT.601
   * @return channel by channel and row by row
   */
  byte[] resized(Shape shape, Fit fit) {
    double acrossStep = (double) width / shape.width();
    double downStep = (double) height / shape.height();
    if (fit == Fit.CROP) {
      acrossStep = Math.min(acrossStep, downStep);
      downStep = acrossStep;
    }
    Axis across = Axis.of(width, shape.width(), acrossStep);
    Axis down = Axis.of(height, shape.height(), downStep);
    int plane = shape.height() * shape.width();
    byte[] resized = new byte[shape.size()];
    int[] colour = new int[3];
    for (int row = 0, at = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++, at++) {
        for (int channel = 0; channel < colour.length; channel++) {
          colour[channel] = blend(across, column, down, row, channel);
        }
        if (shape.channels() == 1) {
          resized[at] = (byte) ((299 * colour[0] + 587 * colour[1] + 114 * colour[2] + 500) / 1000);
        } else {
          for (int channel = 0; channel < colour.length; channel++) {
            resized[channel * plane + at] = (byte) colour[channel];
          }
        }
      }
    }
    return resized;
  }

  private int blend(Axis across, int column, Axis down, int row, int channel) {
    int left = 3 * across.low()[column] + channel;
    int right = 3 * across.high()[column] + channel;
    int upper = 3 * width * down.low()[row];
    int lower = 3 * width * down.high()[row];
    int toRight = across.weight()[column];
    int toLower = down.weight()[row];
    int above = value(upper + left) * (ONE - toRight) + value(upper + right) * toRight;
    int below = value(lower + left) * (ONE - toRight) + value(lower + right) * toRight;
    return (above * (ONE - toLower) + below * toLower + (1 << (2 * BITS - 1))) >> (2 * BITS);
  }

  private int value(int at) {
    return rgb[at] & 0xFF;
  }

  /** Says between which two source pixels each target pixel of a side lies, and where. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Axis(int[] low, int[] high, int[] weight) {

    static Axis of(int from, int to, double step) {
      Axis axis = new Axis(new int[to], new int[to], new int[to]);
      double start = (from - to * step) / 2;
      for (int i = 0; i < to; i++) {
        double at = Math.max(0, Math.min(start + (i + 0.5) * step - 0.5, from - 1));
        axis.low[i] = (int) at;
        axis.high[i] = Math.min(axis.low[i] + 1, from - 1);
        axis.weight[i] = (int) Math.round((at - axis.low[i]) * ONE);
      }
      return axis;
    }
  }
}
