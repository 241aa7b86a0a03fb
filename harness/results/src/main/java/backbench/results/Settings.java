package backbench.results;

import backbench.results.samples.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Says how a run measures.
 *
 * @param seed starts everything random: initial weights, shuffles, splits, the order of trials
 * @param forks fresh JVMs per cell
 * @param warmupSeconds training steps on a throw-away model before the timed training
 * @param timeoutSeconds after which a worker is killed
 * @param predict how predictions are timed
 * @param accuracy how accuracies are judged
 */
public record Settings(
    long seed,
    int forks,
    double warmupSeconds,
    double timeoutSeconds,
    Predict predict,
    Accuracy accuracy) {

  /** Checks the count and the times. */
  public Settings {
    Amount.requireAtLeast(1, "forks", forks);
    Amount.requireTime("warmupSeconds", warmupSeconds);
    Amount.requireTime("timeoutSeconds", timeoutSeconds);
  }

  /**
   * Says how predictions are timed.
   *
   * @param batch samples in a timed prediction
   * @param warmupSeconds of predictions before the timed ones
   * @param seconds how long predictions are timed
   */
  public record Predict(int batch, double warmupSeconds, double seconds) {

    /** Checks the count and the times. */
    public Predict {
      Amount.requireAtLeast(1, "batch", batch);
      Amount.requireTime("warmupSeconds", warmupSeconds);
      Amount.requireTime("seconds", seconds);
    }
  }

  /**
   * Says how accuracies are judged.
   *
   * @param margin the largest difference between backends that does not matter; null in results
   *     from before suites had one
   * @param target the accuracy to which the time is shown; null for none
   * @param evaluateTraining whether training samples are evaluated after each epoch
   */
  public record Accuracy(
      @Nullable Double margin, @Nullable Double target, boolean evaluateTraining) {

    /** Checks what a result from elsewhere may say of accuracies. */
    public Accuracy {
      if (margin != null && !(margin > 0 && margin < 1)) {
        throw new IllegalArgumentException("margin is above 0 and below 1, not " + margin);
      }
      if (target != null && !(target > 0 && target <= 1)) {
        throw new IllegalArgumentException("target is above 0 and up to 1, not " + target);
      }
    }
  }
}
