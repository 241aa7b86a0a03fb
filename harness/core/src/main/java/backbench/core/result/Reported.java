package backbench.core.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a document reports of a network: numbers to hold beside those measured.
 *
 * <p>Nothing of it changes what runs. What the document does not say is absent.
 *
 * @param epochs the epochs of the recipe that the numbers are of: the last one's are those reported
 * @param parameters all parameter elements
 * @param accuracy test accuracy after the last epoch, a fraction
 * @param loss mean test loss after the last epoch
 * @param validationAccuracy accuracy on the held-out samples after the last epoch, a fraction
 * @param validationLoss mean loss on the held-out samples after the last epoch
 * @param trainAccuracy accuracy on the training samples in the last epoch, a fraction: of Keras, a
 *     mean over its steps, each with its dropout and before its update
 * @param epochSeconds how long an epoch took, on its author's machine
 * @param curve what is reported epoch by epoch
 * @param caveat what is not as in the document, for people, so that its numbers are no measure of
 *     those here; null if no difference is known
 * @param source the document, for people
 */
public record Reported(
    int epochs,
    @Nullable Long parameters,
    @Nullable Double accuracy,
    @Nullable Double loss,
    @Nullable Double validationAccuracy,
    @Nullable Double validationLoss,
    @Nullable Double trainAccuracy,
    @Nullable Seconds epochSeconds,
    Curve curve,
    @Nullable String caveat,
    String source) {

  /**
   * Bounds a time.
   *
   * @param low the shortest that is reported, in seconds
   * @param high the longest, in seconds; equal to {@code low} where there is one number
   */
  public record Seconds(double low, double high) {}

  /**
   * Holds numbers by epoch, from the first on; an empty list where nothing is reported.
   *
   * @param trainLoss mean training loss
   * @param loss mean test loss
   * @param accuracy test accuracy, a fraction
   * @param trainAccuracy accuracy on the training samples, a fraction
   * @param validationLoss mean loss on the held-out samples
   * @param validationAccuracy accuracy on the held-out samples, a fraction
   */
  public record Curve(
      List<Double> trainLoss,
      List<Double> loss,
      List<Double> accuracy,
      List<Double> trainAccuracy,
      List<Double> validationLoss,
      List<Double> validationAccuracy) {

    /** A document that reports no epoch but the last. */
    public static final Curve NONE =
        new Curve(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Curve {
      trainLoss = List.copyOf(trainLoss);
      loss = List.copyOf(loss);
      accuracy = List.copyOf(accuracy);
      trainAccuracy = List.copyOf(trainAccuracy);
      validationLoss = List.copyOf(validationLoss);
      validationAccuracy = List.copyOf(validationAccuracy);
    }
  }
}
