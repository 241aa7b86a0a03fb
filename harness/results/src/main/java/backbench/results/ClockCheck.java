package backbench.results;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows whether the times of a fork are the times of its work.
 *
 * @param trailing what was seen after steps had returned; null if it did not come that far
 * @param predictions how the timed predictions differ from those of the evaluation; null if nothing
 *     was predicted
 */
public record ClockCheck(@Nullable Trailing trailing, @Nullable Predictions predictions) {

  /**
   * Compares loops (stage, step, release) that follow a step at once with loops after a pause.
   *
   * @param pairs how many were compared
   * @param shorter in how many the loop after the pause was shorter by a tenth
   * @param loopSeconds the mean of the loops that followed at once
   * @param savedSeconds by how much the loops after a pause were shorter on average; negative if
   *     they were longer
   * @param worksOn whether that shows that work runs on after a step has returned
   */
  public record Trailing(
      int pairs, int shorter, double loopSeconds, double savedSeconds, boolean worksOn) {

    /** Checks that the verdict can follow from the pairs. */
    public Trailing {
      if (shorter < 0 || shorter > pairs) {
        throw new IllegalArgumentException(shorter + " of " + pairs + " pairs are shorter");
      }
      if (worksOn && 2 * shorter <= pairs) {
        throw new IllegalArgumentException(
            "work runs on, and only " + shorter + " of " + pairs + " loops are shorter");
      }
    }
  }

  /**
   * Compares the logits of timed predictions with those of the last evaluation.
   *
   * @param samples how many were compared
   * @param difference the largest difference of two logits of a sample, as a share of the sample's
   *     largest logit, or of 1 where that is less
   */
  public record Predictions(long samples, double difference) {

    /** The largest difference that passes; an engine may sum up in another order. */
    public static final double TOLERANCE = 0.01;

    /** Tells whether the timed predictions are those of the evaluation. */
    public boolean agree() {
      return difference <= TOLERANCE;
    }
  }

  /** Says why the times are not those of the work; empty if nothing speaks against them. */
  public Optional<String> problem() {
    if (trailing != null && trailing.worksOn()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "work runs on after a step has returned: after a pause the next loop is %.0f%% shorter"
                  + " (in %d of %d pairs)",
              100 * trailing.savedSeconds() / trailing.loopSeconds(),
              trailing.shorter(),
              trailing.pairs()));
    }
    if (predictions != null && !predictions.agree()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the timed predictions are not those of the evaluation: logits differ by %.2g of the"
                  + " largest, at most %.2g is allowed",
              predictions.difference(),
              Predictions.TOLERANCE));
    }
    return Optional.empty();
  }
}
