package backbench.data.drawing;

import backbench.random.PinnedRandom;

/** Turns brightness into bytes, with noise like a film's grain. */
final class Grain {

  private static final double LEAST_NOISE = 4;
  private static final double MOST_NOISE = 14;

  /** Standard deviation of the sum of four uniform bytes. */
  private static final float FOUR_BYTES_DEVIATION = 147.8f;

  private Grain() {}

  /**
   * Develops an image; how noisy it is, is drawn by lot.
   *
   * @param light brightness, 0 to 1; what is beyond is cut off
   * @param into receives a byte for each, from {@code offset}
   */
  static void develop(float[] light, PinnedRandom random, byte[] into, int offset) {
    float noise = (float) random.nextDouble(LEAST_NOISE, MOST_NOISE);
    for (int i = 0; i < light.length; i += 2) {
      long bits = random.nextLong();
      into[offset + i] = value(light[i], noise, (int) bits);
      if (i + 1 < light.length) {
        into[offset + i + 1] = value(light[i + 1], noise, (int) (bits >>> 32));
      }
    }
  }

  /** Adds noise that is nearly normal, standard deviation {@code noise}: the sum of four bytes. */
  private static byte value(float light, float noise, int bits) {
    int sum = (bits & 0xFF) + ((bits >>> 8) & 0xFF) + ((bits >>> 16) & 0xFF) + (bits >>> 24);
    float normal = (sum - 510) * (1 / FOUR_BYTES_DEVIATION);
    int value = (int) (255 * light + noise * normal + 0.5f);
    return (byte) Math.max(0, Math.min(value, 255));
  }
}
