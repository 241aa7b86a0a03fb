package backbench.worker;

import backbench.spi.Tensor;

/** Keeps the logits of the first samples of an evaluation, for later predictions to agree with. */
final class KnownLogits {

  /** The most values that are kept: 4 MiB. */
  private static final int MOST_VALUES = 1 << 20;

  private final int classes;
  private final float[] values;
  private int filled;

  /**
   * Makes room.
   *
   * @param samples of the evaluation; of many, only the first are kept
   */
  KnownLogits(int classes, int samples) {
    this.classes = classes;
    this.values = new float[Math.min(samples, Math.max(1, MOST_VALUES / classes)) * classes];
  }

  /** Adds the logits of the next samples, [n, classes], as far as there is room. */
  void add(Tensor logits) {
    int taken = Math.min(logits.size(), values.length - filled);
    System.arraycopy(logits.data(), 0, values, filled, taken);
    filled += taken;
  }

  /** Returns how many samples are known, from the first. */
  int samples() {
    return filled / classes;
  }

  /**
   * Returns the largest difference of logits from the known ones, as a share of the sample's
   * largest known logit, or of 1 where that is less; infinite where a logit is not a number.
   *
   * @param logits [n, classes]
   * @param samples which samples they are of, each below {@link #samples()}
   */
  double difference(Tensor logits, int[] samples) {
    double largest = 0;
    for (int i = 0; i < samples.length; i++) {
      int from = samples[i] * classes;
      double scale = 1;
      double difference = 0;
      for (int c = 0; c < classes; c++) {
        double known = values[from + c];
        scale = Math.max(scale, Math.abs(known));
        double apart = Math.abs(logits.data()[i * classes + c] - known);
        difference = Math.max(difference, Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart);
      }
      largest = Math.max(largest, difference / scale);
    }
    return largest;
  }
}
