package backbench.data.feed;

/**
 * Holds what is added to the three channels of an image, in raw pixel values; the sums are not cut
 * off at 0 and 255.
 *
 * @param red added to the first channel
 * @param green added to the second
 * @param blue added to the third
 */
record Tint(double red, double green, double blue) {

  /** Changes nothing, whatever the number of channels. */
  static final Tint NONE = new Tint(0, 0, 0);

  /** Returns what is added to a channel, from 0. */
  double of(int channel) {
    return channel == 0 ? red : channel == 1 ? green : blue;
  }
}
