package backbench.stats;

import java.util.Optional;

/**
 * Sums up a quantity over the forks of a cell.
 *
 * @param value the mean over forks of the means within forks, on the quantity's scale
 * @param interval the confidence interval; absent with one fork, which says nothing about the next
 * @param forks how many forks stand behind the value
 * @param smallest the smallest mean of a fork
 * @param largest the largest mean of a fork
 */
public record Estimate(
    double value, Optional<Interval> interval, int forks, double smallest, double largest) {

  /** Returns the estimate in another unit. */
  public Estimate times(double factor) {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("units are related by a positive factor, not " + factor);
    }
    return new Estimate(
        value * factor,
        interval.map(bounds -> new Interval(bounds.low() * factor, bounds.high() * factor)),
        forks,
        smallest * factor,
        largest * factor);
  }

  /** Turns a time per piece into a rate, or back; for estimates on the logarithmic scale. */
  public Estimate inverse() {
    if (!(smallest > 0)) {
      throw new IllegalArgumentException("a time or rate is above zero, not " + smallest);
    }
    return new Estimate(
        1 / value,
        interval.map(bounds -> new Interval(1 / bounds.high(), 1 / bounds.low())),
        forks,
        1 / largest,
        1 / smallest);
  }
}
