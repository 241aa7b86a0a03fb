package backbench.certificate;

import backbench.certificate.bound.SinglePrecision;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;

/**
 * Disturbs results by several times what single precision may cost, to see how far such errors lead
 * through a network.
 *
 * <p>A sum of n terms of random sign, added up one after the other in float32, is off by about u ·
 * sqrt(n / 2) · sqrt(Σ terms²), with u = 2^-24 (Higham, "Accuracy and Stability of Numerical
 * Algorithms", section 2.8: errors grow with the root of their number). The noise is uniform, up to
 * {@value #AMPLIFICATION} · u · sqrt(n) · sqrt(Σ terms²), whose root mean square is twice that.
 *
 * <p>Equal results of one operation get equal noise, as equal operands make equal results in every
 * engine: what ties before a pool ties in single precision too.
 */
final class SinglePrecisionNoise implements Rounding {

  static final int AMPLIFICATION = 3;

  private final PinnedRandom random;

  SinglePrecisionNoise(PinnedRandom random) {
    this.random = random;
  }

  @Override
  public void round(double[] values, int from, int to, double terms, double magnitude) {
    double size = AMPLIFICATION * SinglePrecision.UNIT_ROUNDOFF * Math.sqrt(terms) * magnitude;
    long key = random.nextLong();
    for (int i = from; i < to; i++) {
      values[i] += size * uniform(key ^ Double.doubleToRawLongBits(values[i]));
    }
  }

  /** Returns a number in [-1, 1) that looks drawn: the mixer of SplitMix64, as in PinnedRandom. */
  private static double uniform(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) * 0x1.0p-63;
  }
}
