package backbench.stats;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Compares a quantity of two cells, seed by seed.
 *
 * <p>The interval is Student's, of the differences within seeds, widened on both sides by half of
 * the step in which the quantity is counted: differences that happen to be equal to the last sample
 * are no proof that nothing varies.
 *
 * @param value the mean over seeds of the first less the second
 * @param interval its 95% interval; absent with one seed, which says nothing about the next
 * @param seeds how many seeds both have
 */
public record PairedDifference(double value, Optional<Interval> interval, int seeds) {

  private static final double LEVEL = 0.95;

  /** Says what the differences show. */
  public enum Verdict {
    /** The interval lies within the margin: two one-sided tests reject that it is exceeded. */
    EQUIVALENT,
    /** The interval leaves out 0, and is not within the margin. */
    DIFFERENT,
    /** Neither: too few seeds, or too much scatter. */
    NOT_SHOWN
  }

  /**
   * Compares.
   *
   * @param first a value by seed, all finite; the seed itself, and not the number of the fork, so
   *     that runs of different seeds share none
   * @param second a value by seed, all finite
   * @param step the difference that one sample makes, not below 0
   * @return nothing where the two share no seed
   */
  public static Optional<PairedDifference> of(
      Map<Long, Double> first, Map<Long, Double> second, double step) {
    if (!(step >= 0)) {
      throw new IllegalArgumentException("a step is not below 0, as " + step + " is");
    }
    double[] differences =
        first.entrySet().stream()
            .flatMap(
                entry ->
                    Stream.ofNullable(second.get(entry.getKey()))
                        .map(other -> entry.getValue() - other))
            .mapToDouble(Double::doubleValue)
            .toArray();
    int seeds = differences.length;
    if (seeds == 0) {
      return Optional.empty();
    }
    double mean = Mean.of(differences).getAsDouble();
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("values are finite, and their difference is " + mean);
    }
    if (seeds == 1) {
      return Optional.of(new PairedDifference(mean, Optional.empty(), 1));
    }
    double standardError = StandardDeviation.of(differences).getAsDouble() / Math.sqrt(seeds);
    double t = TDistribution.of(seeds - 1.0).inverseCumulativeProbability((1 + LEVEL) / 2);
    double arm = t * standardError + step / 2;
    return Optional.of(
        new PairedDifference(mean, Optional.of(new Interval(mean - arm, mean + arm)), seeds));
  }

  /**
   * Judges.
   *
   * @param margin the largest difference that does not matter, above 0
   */
  public Verdict within(double margin) {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("a margin is above 0, not " + margin);
    }
    if (interval.isEmpty()) {
      return Verdict.NOT_SHOWN;
    }
    Interval bounds = interval.get();
    if (bounds.low() > -margin && bounds.high() < margin) {
      return Verdict.EQUIVALENT;
    }
    return bounds.contains(0) ? Verdict.NOT_SHOWN : Verdict.DIFFERENT;
  }
}
