package backbench.analysis.numbers;

import backbench.stats.Estimate;
import java.util.Optional;

/**
 * Holds how long training takes to the accuracy that the suite names.
 *
 * @param forks how many forks were started
 * @param reached how many of them reached it
 * @param epochs how many epochs those took; absent where none reached it
 * @param trainSeconds training up to the end of that epoch; absent unless all reached it, since a
 *     mean of the others would flatter
 * @param evaluatedSeconds the same with the predictions of test and validation samples
 */
public record TimeToTarget(
    int forks,
    int reached,
    Optional<Epochs> epochs,
    Optional<Estimate> trainSeconds,
    Optional<Estimate> evaluatedSeconds) {

  /**
   * Counts epochs.
   *
   * @param least of a fork
   * @param most of a fork
   */
  public record Epochs(int least, int most) {}
}
