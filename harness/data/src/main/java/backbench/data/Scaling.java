package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/**
 * Turns raw pixel values 0..255 into what a network is fed: {@code raw · factor + offset}, computed
 * in double precision and rounded once to float.
 *
 * @param factor finite
 * @param offset finite
 */
public record Scaling(double factor, double offset) {

  /** Leaves pixels at 0..255. */
  public static final Scaling IDENTITY = new Scaling(1, 0);

  /** Scales pixels to 0..1. */
  public static final Scaling UNIT = new Scaling(1.0 / 255, 0);

  /** Scales pixels to -0.5..0.5. */
  public static final Scaling CENTERED = new Scaling(1.0 / 255, -0.5);

  /** Checks that both numbers are finite. */
  public Scaling {
    if (!Double.isFinite(factor) || !Double.isFinite(offset)) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "a scaling's factor and offset are finite numbers, not " + factor + " and " + offset);
    }
  }

  /** Scales one raw pixel value. */
  public float apply(double raw) {
    return (float) (raw * factor + offset);
  }

  /** Returns the scaled values of 0..255, so that scaling an image is a look-up per pixel. */
  public float[] table() {
    return table(0);
  }

  /** Returns the scaled values of 0..255, each raised by an amount before it is scaled. */
  public float[] table(double raisedBy) {
    float[] table = new float[256];
    for (int raw = 0; raw < table.length; raw++) {
      table[raw] = (float) ((raw + raisedBy) * factor + offset);
    }
    return table;
  }
}
