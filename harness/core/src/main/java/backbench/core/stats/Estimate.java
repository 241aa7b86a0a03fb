package backbench.core.stats;

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
    double value, Optional<Interval> interval, int forks, double smallest, double largest) {}
