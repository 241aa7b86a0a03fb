package backbench.run.plan;

import backbench.data.Selection;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.Optional;

/**
 * Counts the samples of a dataset.
 *
 * @param train in the training set
 * @param test in the test set
 */
public record SampleCounts(int train, int test) {

  /**
   * Counts the samples that a recipe uses.
   *
   * @param train to train on
   * @param validation held out
   * @param test to test on
   */
  record Used(long train, long validation, long test) {}

  /**
   * Counts what a selection takes.
   *
   * @param user who asks, for the message: {@code the network 'nin' on 'mnist'}
   * @throws BackbenchException {@code INVALID_ARGUMENT} if there are too few
   */
  Used used(String user, Selection selection) {
    int all = limited(user, "training", selection.trainLimit(), train);
    int kept = selection.trained(all);
    if (kept < 1) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "%s holds out %s of %d training samples and leaves none; expected more samples or a smaller fraction"
              .formatted(user, selection.validationFraction(), all));
    }
    return new Used(kept, all - kept, limited(user, "test", selection.testLimit(), test));
  }

  private static int limited(String user, String name, Optional<Integer> limit, int there) {
    if (limit.orElse(there) > there) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          user
              + " asks for the first "
              + limit.orElse(there)
              + " "
              + name
              + " samples; expected at most "
              + there);
    }
    return limit.orElse(there);
  }
}
