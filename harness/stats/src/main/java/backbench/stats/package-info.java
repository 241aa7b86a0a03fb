/**
 * Statistics over forks: estimates with intervals, paired ratios, rank groups, percentiles.
 *
 * <p>Pure functions on raw samples, fork by fork and epoch by epoch. The unit is the fork: nothing
 * here pools the epochs of several forks. {@code harness/docs/statistics.md} says why, with
 * formulas.
 */
@NullMarked
package backbench.stats;

import org.jspecify.annotations.NullMarked;
