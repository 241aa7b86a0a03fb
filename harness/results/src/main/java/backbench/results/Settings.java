package backbench.results;

import org.jspecify.annotations.Nullable;

/**
 * Says how a run measures.
 *
 * @param seed starts everything random: initial weights, shuffles, splits, the order of trials
 * @param forks fresh JVMs per cell
 * @param warmupSeconds training steps on a throw-away model before the timed training
 * @param predictBatch samples in a timed prediction
 * @param predictWarmupSeconds of predictions before the timed ones
 * @param predictSeconds how long predictions are timed
 * @param timeoutSeconds after which a worker is killed
 * @param accuracyMargin the largest difference in accuracy between backends that does not matter
 * @param targetAccuracy the accuracy to which the time is shown; null for none
 * @param evaluateTraining whether training samples are evaluated after each epoch
 */
public record Settings(
    long seed,
    int forks,
    double warmupSeconds,
    int predictBatch,
    double predictWarmupSeconds,
    double predictSeconds,
    double timeoutSeconds,
    double accuracyMargin,
    @Nullable Double targetAccuracy,
    boolean evaluateTraining) {

  /** Checks what a result from elsewhere may say of accuracies. */
  public Settings {
    if (!(accuracyMargin > 0 && accuracyMargin < 1)) {
      throw new IllegalArgumentException(
          "accuracyMargin is above 0 and below 1, not " + accuracyMargin);
    }
    if (targetAccuracy != null && !(targetAccuracy > 0 && targetAccuracy <= 1)) {
      throw new IllegalArgumentException(
          "targetAccuracy is above 0 and up to 1, not " + targetAccuracy);
    }
  }
}
