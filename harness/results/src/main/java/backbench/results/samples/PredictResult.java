package backbench.results.samples;

/**
 * Holds the timing of predictions on batches that are already staged.
 *
 * @param batch samples in a call
 * @param samples samples predicted in all timed calls
 * @param seconds the sum of the timed calls
 * @param callNanos the calls' times
 */
public record PredictResult(int batch, long samples, double seconds, Latencies callNanos) {

  /** Checks the counts and the time. */
  public PredictResult {
    Amount.requireAtLeast(1, "batch", batch);
    Amount.requireAtLeast(0, "samples", samples);
    Amount.requireTime("seconds", seconds);
  }

  /** Returns the throughput in samples per second. */
  public double samplesPerSecond() {
    return samples / seconds;
  }
}
