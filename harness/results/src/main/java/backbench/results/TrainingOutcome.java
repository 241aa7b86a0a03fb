package backbench.results;

import backbench.results.samples.Amount;
import backbench.results.samples.Confusion;
import backbench.results.samples.PartException;
import backbench.results.samples.PredictResult;
import backbench.results.samples.SampledImages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the training of one fork found, as far as it came.
 *
 * @param digests which data it saw
 * @param untrained the test evaluation before the first step; null if it did not come that far
 * @param warmup the steps on a throw-away model; null if there were none
 * @param epochs the epochs that ended, in order
 * @param confusion what the test samples were taken for after the last epoch; null if training did
 *     not end, or in results from before it was counted
 * @param sampled what its samplers pick out of test samples, one for each; empty if that was not
 *     asked for
 * @param predictions one per batch size
 * @param clock what shows that the times are those of the work; null if it did not come that far,
 *     or in results from before it was looked at
 */
public record TrainingOutcome(
    Digests digests,
    @Nullable Evaluation untrained,
    @Nullable Warmup warmup,
    List<EpochResult> epochs,
    @Nullable Confusion confusion,
    List<SampledImages> sampled,
    List<PredictResult> predictions,
    @Nullable ClockCheck clock)
    implements Outcome {

  /** A training that did not come as far as its data. */
  public static final TrainingOutcome NOTHING =
      new TrainingOutcome(
          new Digests(null, null), null, null, List.of(), null, List.of(), List.of(), null);

  /** Copies the lists. */
  public TrainingOutcome {
    epochs = List.copyOf(epochs);
    sampled = List.copyOf(sampled);
    predictions = List.copyOf(predictions);
    if (confusion != null && !confusion.holdsAtMost(Confusion.MOST_SAMPLES)) {
      throw new PartException(
          "confusion",
          "more than " + Confusion.MOST_SAMPLES + " samples, expected those of the evaluation");
    }
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i).epoch() != i + 1) {
        throw new PartException(
            "epochs",
            "epoch "
                + epochs.get(i).epoch()
                + " at place "
                + (i + 1)
                + ", expected each in order from 1");
      }
    }
  }

  @Override
  public CellKind kind() {
    return CellKind.TRAINING;
  }

  /** Returns the digest of the samples that it found; see {@link Digests}. */
  public @Nullable String dataDigest() {
    return digests.data();
  }

  /** Returns the digest of its training batches; see {@link Digests}. */
  public @Nullable String batchDigest() {
    return digests.batches();
  }

  /**
   * Identifies the data that a training saw.
   *
   * @param data SHA-256 over the samples that it found, of pixels and labels or, for images in
   *     files, of names and files; null if it did not come that far, or in results from before it
   *     was kept
   * @param batches SHA-256 over all training batches in the order in which they were stepped; two
   *     forks with equal digests saw the same data; null if training did not end
   */
  public record Digests(@Nullable String data, @Nullable String batches) {}

  /**
   * Counts the steps on a throw-away model.
   *
   * @param steps how many
   * @param seconds how long they took together
   * @param firstStepSeconds how long the first of them took
   */
  public record Warmup(int steps, double seconds, double firstStepSeconds) {

    /** Checks the count and the times. */
    public Warmup {
      Amount.requireAtLeast(0, "steps", steps);
      Amount.requireTime("seconds", seconds);
      Amount.requireTime("firstStepSeconds", firstStepSeconds);
    }
  }
}
