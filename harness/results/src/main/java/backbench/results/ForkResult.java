package backbench.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one fresh JVM measured.
 *
 * @param fork the fork of its cell, from 0
 * @param status how it ended: never {@code WRONG} or {@code UNCERTIFIED}, which are of cells
 * @param reason why the status is not {@code OK}; null if it is
 * @param logTail the last lines that the worker printed; empty if the status is {@code OK}
 * @param startedAt when its process was started
 * @param wallSeconds from the start of its process to its end
 * @param launch how it was started
 * @param environment what it says it ran on; null if it did not come that far
 * @param startup the seconds before the first step; null if it did not come that far
 * @param dataDigest SHA-256 over the samples that it found, of pixels and labels or, for images in
 *     files, of names and files; null if it did not come that far
 * @param batchDigest SHA-256 over all training batches in the order in which they were stepped; two
 *     forks with equal digests saw the same data; null if training did not end
 * @param untrained the test evaluation before the first step; null if it did not come that far
 * @param warmup the steps on a throw-away model; null if there were none
 * @param epochs the epochs that ended, in order
 * @param confusion what the test samples were taken for after the last epoch; null if training did
 *     not end
 * @param sampled what its samplers pick out of test samples, one for each; empty if that was not
 *     asked for
 * @param predictions one per batch size
 * @param peakRssBytes the worker's largest resident memory; null where the system does not say
 */
public record ForkResult(
    int fork,
    Status status,
    @Nullable String reason,
    List<String> logTail,
    Instant startedAt,
    double wallSeconds,
    Launch launch,
    @Nullable ForkEnvironment environment,
    @Nullable Startup startup,
    @Nullable String dataDigest,
    @Nullable String batchDigest,
    @Nullable Evaluation untrained,
    @Nullable Warmup warmup,
    List<EpochResult> epochs,
    @Nullable Confusion confusion,
    List<SampledImages> sampled,
    List<PredictResult> predictions,
    @Nullable Long peakRssBytes) {

  /** Copies the lists. */
  public ForkResult {
    logTail = List.copyOf(logTail);
    epochs = List.copyOf(epochs);
    sampled = List.copyOf(sampled);
    predictions = List.copyOf(predictions);
  }

  /**
   * Says how a worker was started.
   *
   * @param jvmFlags the flags of its JVM, in order
   * @param variables what was added to its environment
   * @param loadAverage of the last minute when it was started; null where the system has none
   */
  public record Launch(
      List<String> jvmFlags, Map<String, String> variables, @Nullable Double loadAverage) {
    /** Copies both. */
    public Launch {
      jvmFlags = List.copyOf(jvmFlags);
      variables = Ordered.copy(variables);
    }
  }

  /**
   * Says what a backend was really running on.
   *
   * @param versions engine and native libraries by name
   * @param threads the threads that compute, as read back from the engine
   * @param simd the instruction set in use, as the engine names it
   * @param details whatever else changes the numbers
   */
  public record ForkEnvironment(
      Map<String, String> versions, int threads, String simd, Map<String, String> details) {
    /** Copies the maps. */
    public ForkEnvironment {
      versions = Ordered.copy(versions);
      details = Ordered.copy(details);
    }
  }

  /**
   * Splits the time before the first step.
   *
   * @param jvmSeconds from the start of the process to the first line of the worker
   * @param dataSeconds reading or drawing the dataset
   * @param openSeconds starting the engine
   * @param compileSeconds building the network, for the timed training
   */
  public record Startup(
      double jvmSeconds, double dataSeconds, double openSeconds, double compileSeconds) {}

  /**
   * Counts the steps on a throw-away model.
   *
   * @param steps how many
   * @param seconds how long they took together
   * @param firstStepSeconds how long the first of them took
   */
  public record Warmup(int steps, double seconds, double firstStepSeconds) {}
}
