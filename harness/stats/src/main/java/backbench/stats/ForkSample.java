package backbench.stats;

import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;

/**
 * Holds what one fork measured of one quantity.
 *
 * @param block where the fork ran; forks are paired only within a block of one run
 * @param epochs the samples, one an epoch, in order; at least one, all finite
 */
public record ForkSample(Block block, List<Double> epochs) {

  /** Copies the samples and checks them. */
  public ForkSample {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("a fork has at least one sample");
    }
    for (double epoch : epochs) {
      if (!Double.isFinite(epoch)) {
        throw new IllegalArgumentException("samples are finite, not " + epoch);
      }
    }
  }

  /** Holds a quantity that a fork has once: a final accuracy, a throughput. */
  public static ForkSample of(Block block, double value) {
    return new ForkSample(block, List.of(value));
  }

  /** Returns the arithmetic mean over the epochs: what the fork took in all, shared out. */
  public double mean() {
    return Mean.of(values()).getAsDouble();
  }

  double[] values() {
    return epochs.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
