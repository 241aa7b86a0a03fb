package backbench.results.samples;

import org.jspecify.annotations.Nullable;

/**
 * Holds the timing of predictions, each on a batch that was never predicted before.
 *
 * @param batch samples in a call
 * @param samples samples predicted in all timed calls
 * @param seconds the sum of the timed calls
 * @param handingSeconds the time to hand the batches to the engine and to release them; null in
 *     results in which a few batches stayed staged and were predicted again and again
 * @param callNanos the calls' times
 */
public record PredictResult(
    int batch, long samples, double seconds, @Nullable Double handingSeconds, Latencies callNanos) {

  /** Checks the counts and the times. */
  public PredictResult {
    Amount.requireAtLeast(1, "batch", batch);
    Amount.requireAtLeast(0, "samples", samples);
    Amount.requireTime("seconds", seconds);
    Amount.requireTime("handingSeconds", handingSeconds);
  }

  /** Returns the time of the whole loop: to stage, predict and release the batches. */
  public double loopSeconds() {
    return seconds + (handingSeconds == null ? 0 : handingSeconds);
  }
}
