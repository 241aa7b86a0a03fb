package backbench.stats;

import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Takes percentiles of step times, fork by fork.
 *
 * <p>The histograms of one fork are merged, those of several forks never: a percentile is a number
 * of its fork, and forks are then summed up as for any other quantity. Steps run one after the
 * other, so there is no coordinated omission to correct.
 */
public final class StepTimes {

  private static final double NANOS_PER_SECOND = 1e9;

  private StepTimes() {}

  /**
   * Takes a percentile of all steps of one fork.
   *
   * @param histograms the fork's histograms, one an epoch, in nanoseconds
   * @param percentile from 0 to 100
   * @return seconds; empty if there is no step
   */
  public static Optional<Double> percentileSeconds(List<Histogram> histograms, double percentile) {
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new IllegalArgumentException("a percentile is from 0 to 100, not " + percentile);
    }
    Histogram merged = new Histogram(3);
    histograms.forEach(merged::add);
    if (merged.getTotalCount() == 0) {
      return Optional.empty();
    }
    return Optional.of(merged.getValueAtPercentile(percentile) / NANOS_PER_SECOND);
  }
}
