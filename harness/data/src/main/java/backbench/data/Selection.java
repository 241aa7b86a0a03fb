package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.Optional;

/**
 * Says which samples of a dataset a run uses.
 *
 * @param trainLimit use only this many samples from the front of the training file
 * @param validationFraction the share of these, 0 (inclusive) to 1 (exclusive), that is held out
 *     from their end; as in Keras, {@code floor(n · (1 - fraction))} samples are left for training
 * @param testLimit use only this many samples from the front of the test file
 */
public record Selection(
    Optional<Integer> trainLimit, double validationFraction, Optional<Integer> testLimit) {

  /** Uses every sample and holds none out. */
  public static final Selection ALL = new Selection(Optional.empty(), 0, Optional.empty());

  /**
   * Holds the three parts of a selected dataset.
   *
   * @param train what the network learns from; never empty
   * @param validation what was held out; empty if nothing was
   * @param test the test samples; never empty
   */
  public record Parts(Samples train, Samples validation, Samples test) {}

  /** Checks the ranges. */
  public Selection {
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw invalid(
          "the validation fraction must be at least 0 and below 1, not " + validationFraction);
    }
    checkLimit("training", trainLimit);
    checkLimit("test", testLimit);
  }

  /**
   * Takes the selected samples out of a dataset.
   *
   * @throws BackbenchException INVALID_ARGUMENT if there are fewer samples than a limit asks for,
   *     or none would be left for training
   */
  public Parts of(Dataset dataset) {
    Samples all = limited("training", dataset.train(), trainLimit);
    int kept = trained(all.size());
    if (kept < 1) {
      throw invalid(
          "a validation fraction of "
              + validationFraction
              + " leaves none of "
              + all.size()
              + " samples for training");
    }
    return new Parts(
        all.slice(0, kept),
        all.slice(kept, all.size()),
        limited("test", dataset.test(), testLimit));
  }

  /** Returns how many of so many samples are left to train on; 0 if all are held out. */
  public int trained(int samples) {
    return (int) Math.floor(samples * (1 - validationFraction));
  }

  private static Samples limited(String name, Samples samples, Optional<Integer> limit) {
    int count = limit.orElse(samples.size());
    if (count > samples.size()) {
      throw invalid(
          "the first "
              + count
              + " "
              + name
              + " samples are asked for, the dataset has "
              + samples.size());
    }
    return samples.slice(0, count);
  }

  private static void checkLimit(String name, Optional<Integer> limit) {
    if (limit.isPresent() && limit.get() < 1) {
      throw invalid("the limit of " + name + " samples must be at least 1, not " + limit.get());
    }
  }

  private static BackbenchException invalid(String message) {
    return new BackbenchException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
