package backbench.stats;

import java.util.Optional;

/**
 * Compares a quantity of two cells.
 *
 * @param value the first over the second
 * @param interval the confidence interval; absent where there are too few forks for one
 * @param units the pairs of forks compared, or the forks of the cell that has fewer
 * @param pairing how forks were matched
 */
public record Ratio(double value, Optional<Interval> interval, int units, Pairing pairing) {

  /** Says how the forks of two cells were matched. */
  public enum Pairing {
    /** Fork by fork within each block, so that the drift of the machine cancels. */
    BY_BLOCK,
    /** Not at all: the cells share too few blocks. */
    NONE
  }

  /** Tells whether the two cells are told apart: there is an interval, and it leaves out 1. */
  public boolean differs() {
    return interval.isPresent() && !interval.get().contains(1);
  }
}
