package backbench.random;

import java.nio.charset.StandardCharsets;

/**
 * Draws the same numbers on every machine and Java version.
 *
 * <p>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014), written out here because the JDK does not promise to keep its generators' sequences. A
 * stream is named, so that a parameter's initial values do not depend on which parameters come
 * before it. Not thread-safe; not for secrets.
 *
 * @since 0.1
 */
public final class PinnedRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private long state;
  private double spareGaussian;
  private boolean hasSpareGaussian;

  /** Starts the unnamed stream of a seed. */
  public PinnedRandom(long seed) {
    this.state = mix(seed + GOLDEN_GAMMA);
  }

  /** Starts the stream that a seed and a name (by its UTF-8 FNV-1a hash) single out. */
  public static PinnedRandom stream(long seed, String name) {
    long hash = FNV_OFFSET;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    return new PinnedRandom(mix(seed) ^ hash);
  }

  /** Starts the stream that a seed, a name and an index (an epoch, a sample) single out. */
  public static PinnedRandom stream(long seed, String name, long index) {
    return stream(mix(seed ^ mix(index + GOLDEN_GAMMA)), name);
  }

  /** Draws 64 uniform bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Draws uniformly from [0, 1), 53 bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Draws uniformly from [low, high). */
  public double nextDouble(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /**
   * Draws uniformly from 0 to bound - 1, without bias.
   *
   * @param bound at least 1
   * @throws IllegalArgumentException if bound is below 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, not " + bound);
    }
    // Lemire, "Fast random integer generation in an interval", 2019: multiply, reject the short
    // lap.
    long threshold = Integer.toUnsignedLong(-bound) % bound;
    while (true) {
      long product = (nextLong() >>> 32) * bound;
      if ((product & 0xFFFFFFFFL) >= threshold) {
        return (int) (product >>> 32);
      }
    }
  }

  /** Draws from the normal distribution N(0, 1) by the polar method (Marsaglia and Bray, 1964). */
  public double nextGaussian() {
    if (hasSpareGaussian) {
      hasSpareGaussian = false;
      return spareGaussian;
    }
    while (true) {
      double u = nextDouble(-1, 1);
      double v = nextDouble(-1, 1);
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        // StrictMath: bit-identical everywhere, which Math.log does not promise.
        double factor = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
        spareGaussian = v * factor;
        hasSpareGaussian = true;
        return u * factor;
      }
    }
  }

  /** Shuffles in place (Fisher and Yates). */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
