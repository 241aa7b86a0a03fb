package backbench.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a document reports of a network: numbers to hold beside those measured.
 *
 * <p>Nothing of it changes what runs. What the document does not say is absent.
 *
 * @param epochs the epochs of the recipe that the numbers are of: the last one's are those reported
 * @param source the document, for people
 * @param caveat what is not as in the document, for people, so that its numbers are no measure of
 *     those here; null if no difference is known
 * @param parameters all parameter elements
 * @param last the scores after the last epoch
 * @param epochSeconds how long an epoch took, on its author's machine
 * @param curve what is reported epoch by epoch
 */
public record Reported(
    int epochs,
    String source,
    @Nullable String caveat,
    @Nullable Long parameters,
    Scores last,
    @Nullable Seconds epochSeconds,
    Curve curve) {

  /** Checks that there are no more epochs than there are. */
  public Reported {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs are at least 1, not " + epochs);
    }
    if (curve.epochs() > epochs) {
      throw new IllegalArgumentException(
          "a curve of " + epochs + " epochs has no " + curve.epochs() + " values");
    }
  }

  /**
   * Holds the scores after the last epoch.
   *
   * @param accuracy test accuracy, a fraction
   * @param loss mean test loss
   * @param validationAccuracy accuracy on the held-out samples, a fraction
   * @param validationLoss mean loss on the held-out samples
   * @param trainAccuracy accuracy on the training samples in the last epoch, a fraction: of Keras,
   *     a mean over its steps, each with its dropout and before its update
   */
  public record Scores(
      @Nullable Double accuracy,
      @Nullable Double loss,
      @Nullable Double validationAccuracy,
      @Nullable Double validationLoss,
      @Nullable Double trainAccuracy) {

    /** Checks what a result from elsewhere may hold: fractions and losses. */
    public Scores {
      requireFraction("accuracy", accuracy);
      requireFraction("validationAccuracy", validationAccuracy);
      requireFraction("trainAccuracy", trainAccuracy);
      requireLoss("loss", loss);
      requireLoss("validationLoss", validationLoss);
    }
  }

  /**
   * Bounds a time.
   *
   * @param low the shortest that is reported, in seconds
   * @param high the longest, in seconds; equal to {@code low} where there is one number
   */
  public record Seconds(double low, double high) {

    /** Checks the order of the bounds. */
    public Seconds {
      if (!(low > 0 && low <= high && Double.isFinite(high))) {
        throw new IllegalArgumentException(
            "seconds an epoch are above 0 and run upwards, not " + low + " to " + high);
      }
    }
  }

  /**
   * Holds numbers by epoch, from the first on up to the last that is reported; NaN for one between
   * that is not, an empty list where nothing is.
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

    /** Copies the lists and checks the values. */
    public Curve {
      trainLoss = List.copyOf(trainLoss);
      loss = List.copyOf(loss);
      accuracy = List.copyOf(accuracy);
      trainAccuracy = List.copyOf(trainAccuracy);
      validationLoss = List.copyOf(validationLoss);
      validationAccuracy = List.copyOf(validationAccuracy);
      reported("trainLoss", trainLoss).forEach(Reported::requireLoss);
      reported("loss", loss).forEach(Reported::requireLoss);
      reported("accuracy", accuracy).forEach(Reported::requireFraction);
      reported("trainAccuracy", trainAccuracy).forEach(Reported::requireFraction);
      reported("validationLoss", validationLoss).forEach(Reported::requireLoss);
      reported("validationAccuracy", validationAccuracy).forEach(Reported::requireFraction);
    }

    /** Returns the numbers of a list that are reported, the last of which has to be. */
    private static Map<String, Double> reported(String what, List<Double> values) {
      Map<String, Double> reported = new LinkedHashMap<>();
      for (int epoch = 1; epoch <= values.size(); epoch++) {
        double value = values.get(epoch - 1);
        if (!Double.isNaN(value) || epoch == values.size()) {
          reported.put(what + " of epoch " + epoch, value);
        }
      }
      return reported;
    }

    /** Returns how many epochs the longest list tells of. */
    int epochs() {
      return Stream.of(trainLoss, loss, accuracy, trainAccuracy, validationLoss, validationAccuracy)
          .mapToInt(List::size)
          .max()
          .orElse(0);
    }
  }

  private static void requireFraction(String what, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " is from 0 to 1, not " + value);
    }
  }

  private static void requireLoss(String what, @Nullable Double value) {
    if (value != null && !(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(what + " is finite and not below 0, as " + value + " is");
    }
  }
}
