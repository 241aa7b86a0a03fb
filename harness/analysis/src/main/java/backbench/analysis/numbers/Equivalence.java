package backbench.analysis.numbers;

import backbench.stats.Interval;
import java.util.Optional;

/**
 * Says whether two identical networks reach the same accuracy.
 *
 * @param reference the cell that it is compared with, as its place among the cells of the run
 * @param verdict what follows
 * @param seeds how many seeds stand behind it: those of the reference, or those in common with it
 * @param difference test accuracy after the last epoch, less that of the reference, seed by seed;
 *     absent for the reference and without a seed in common
 */
public record Equivalence(
    int reference, Verdict verdict, int seeds, Optional<Difference> difference) {

  /**
   * Holds a difference in accuracy.
   *
   * @param value the mean over seeds
   * @param interval its interval; absent with one seed, which says nothing about the next
   */
  public record Difference(double value, Optional<Interval> interval) {}

  /** Says what follows from a difference in accuracy. */
  public enum Verdict {
    /** This is the reference. */
    REFERENCE,
    /** The interval of the difference lies within the margin. */
    EQUIVALENT,
    /** The interval leaves out 0, and is not within the margin. */
    DIFFERENT,
    /** Neither: too few seeds, or too much scatter. */
    NOT_SHOWN,
    /** Nothing: the two share no seed. */
    NO_COMMON_SEED,
    /** Nothing: a fork of the cell ended badly, and the others are those that had luck. */
    FORKS_LOST,
    /** Nothing: a fork of the reference ended badly. */
    REFERENCE_FORKS_LOST
  }
}
