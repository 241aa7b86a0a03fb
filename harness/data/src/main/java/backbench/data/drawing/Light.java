package backbench.data.drawing;

import backbench.random.PinnedRandom;

/**
 * Holds a coloured image while it is painted: three channels of brightness, 0 to 1.
 *
 * <p>Reused from image to image. Not thread-safe.
 */
final class Light {

  static final int CHANNELS = 3;

  /** Points across and down of the field that makes a background uneven. */
  private static final int FIELD = 6;

  private static final double UNEVENNESS = 0.07;
  private static final double DARKEST = 0.12;
  private static final double BRIGHTEST = 0.88;
  private static final double MOST_GRADIENT = 0.22;
  private static final double LEAST_CONTRAST = 0.3;
  private static final double MOST_CONTRAST = 0.6;
  private static final double MOST_TINT = 0.18;
  private static final double DARK = 0.4;
  private static final double BRIGHT = 0.6;

  private final int side;
  private final float[] values;
  private final SmoothField field = new SmoothField(FIELD);
  private final float[] line;

  /** Makes a dark image of {@code side · side} pixels. */
  Light(int side) {
    this.side = side;
    this.values = new float[CHANNELS * side * side];
    this.line = new float[side];
  }

  /** Returns the brightness, channel by channel and row by row; the next image replaces it. */
  float[] values() {
    return values;
  }

  /**
   * Paints the background over everything: from one colour to another that is not far from it, in
   * any direction, unevenly.
   *
   * @return the colour in the middle
   */
  float[] background(PinnedRandom random) {
    float[] middle = new float[CHANNELS];
    float[] slope = new float[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      middle[channel] = (float) random.nextDouble(DARKEST, BRIGHTEST);
      slope[channel] = (float) random.nextDouble(-MOST_GRADIENT, MOST_GRADIENT);
    }
    for (int point = 0; point < field.points(); point++) {
      field.set(point, UNEVENNESS * random.nextGaussian());
    }
    double angle = random.nextDouble(0, 2 * Math.PI);
    float across = (float) StrictMath.cos(angle) / side;
    float down = (float) StrictMath.sin(angle) / side;
    float centre = side / 2f;
    for (int row = 0; row < side; row++) {
      field.row((double) row / side, line);
      float before = (row - centre) * down;
      for (int channel = 0; channel < CHANNELS; channel++) {
        int at = (channel * side + row) * side;
        float base = middle[channel];
        float rise = slope[channel];
        for (int column = 0; column < side; column++) {
          values[at + column] = base + rise * (before + (column - centre) * across) + line[column];
        }
      }
    }
    return middle;
  }

  /** Covers a pixel, in part or as a whole, with a colour. */
  void cover(int row, int column, float share, float red, float green, float blue) {
    int plane = side * side;
    int at = row * side + column;
    values[at] += share * (red - values[at]);
    values[plane + at] += share * (green - values[plane + at]);
    values[2 * plane + at] += share * (blue - values[2 * plane + at]);
  }

  /**
   * Draws a colour that is clearly brighter or clearly darker than another: by lot in between,
   * whichever there is room for if the other is dark or bright.
   */
  static float[] contrasting(float[] ground, PinnedRandom random) {
    double brightness = (ground[0] + ground[1] + ground[2]) / CHANNELS;
    double contrast = random.nextDouble(LEAST_CONTRAST, MOST_CONTRAST);
    boolean heads = random.nextDouble() < 0.5;
    boolean brighter = brightness < DARK || (brightness < BRIGHT && heads);
    float[] colour = new float[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      double value = brightness + (brighter ? contrast : -contrast);
      value += random.nextDouble(-MOST_TINT, MOST_TINT);
      colour[channel] = (float) Math.max(0, Math.min(value, 1));
    }
    return colour;
  }

  /** Lights the image from one side: what is away from it gets darker, by up to {@code most}. */
  void shade(double most, PinnedRandom random) {
    double angle = random.nextDouble(0, 2 * Math.PI);
    float darkening = (float) random.nextDouble(0, most);
    float across = (float) StrictMath.cos(angle) / side;
    float down = (float) StrictMath.sin(angle) / side;
    float centre = side / 2f;
    for (int row = 0; row < side; row++) {
      float before = 0.5f + (row - centre) * down;
      for (int column = 0; column < side; column++) {
        float along = Math.max(0, Math.min(before + (column - centre) * across, 1));
        line[column] = 1 - darkening * along;
      }
      for (int channel = 0; channel < CHANNELS; channel++) {
        int at = (channel * side + row) * side;
        for (int column = 0; column < side; column++) {
          values[at + column] *= line[column];
        }
      }
    }
  }
}
