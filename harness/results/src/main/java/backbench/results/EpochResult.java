package backbench.results;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one epoch of one fork measured.
 *
 * @param epoch from 1
 * @param samples training samples seen
 * @param steps optimiser steps made
 * @param trainSeconds the sum of the steps' times: nothing but the calls to the backend
 * @param stageSeconds the time to hand the batches to the engine, not part of {@code trainSeconds}
 * @param firstWaitSeconds how long training waited for the epoch's first batch to be made, part of
 *     neither; null if it was not measured
 * @param waitSeconds how long it waited for all other batches; null if it was not measured
 * @param meanLoss the mean of the steps' losses, each before its update, weighted by samples
 * @param firstLosses the losses of the epoch's first steps, in order
 * @param stepNanos the steps' times
 * @param test evaluation of the test samples after the epoch; null if there was none
 * @param validation evaluation of the held-out samples after the epoch; null if there are none
 * @param train evaluation of training samples after the epoch, the first 10,000 at most, fed as
 *     test samples are; null if it was not asked for
 */
public record EpochResult(
    int epoch,
    long samples,
    int steps,
    double trainSeconds,
    double stageSeconds,
    @Nullable Double firstWaitSeconds,
    @Nullable Double waitSeconds,
    double meanLoss,
    List<Double> firstLosses,
    Latencies stepNanos,
    @Nullable Evaluation test,
    @Nullable Evaluation validation,
    @Nullable Evaluation train) {

  /** Copies the losses. */
  public EpochResult {
    firstLosses = List.copyOf(firstLosses);
  }

  /**
   * Returns the share of the training pass that was spent waiting for batches after the first;
   * empty if it was not measured.
   */
  public OptionalDouble waitShare() {
    if (waitSeconds == null) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(waitSeconds / (trainSeconds + stageSeconds + waitSeconds));
  }

  /** Returns the training throughput of the steps alone, in samples per second. */
  public double samplesPerSecond() {
    return samples / trainSeconds;
  }
}
