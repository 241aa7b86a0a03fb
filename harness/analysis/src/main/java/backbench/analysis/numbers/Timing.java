package backbench.analysis.numbers;

import backbench.stats.Estimate;
import java.util.Optional;

/**
 * Holds the times that throughput leaves out.
 *
 * @param steps single training steps
 * @param startup before the first timed step, and beside the steps
 */
public record Timing(StepTimes steps, Startup startup) {

  /**
   * Holds percentiles of the training steps of each fork, summed up over forks.
   *
   * @param medianMillis half of the steps take no longer
   * @param ninetiethMillis 90% of the steps take no longer
   * @param ninetyNinthMillis 99% of the steps take no longer
   * @param longestMillis no step takes longer
   */
  public record StepTimes(
      Optional<Estimate> medianMillis,
      Optional<Estimate> ninetiethMillis,
      Optional<Estimate> ninetyNinthMillis,
      Optional<Estimate> longestMillis) {}

  /**
   * Holds means over forks of what is not in the epoch time.
   *
   * @param jvmSeconds from the start of the process to the first line of the worker
   * @param dataSeconds reading or drawing the dataset
   * @param openSeconds starting the engine
   * @param compileSeconds building the network
   * @param firstStepMillis the first step ever, of the warm-up
   * @param warmupSteps on a throw-away model
   * @param stageSeconds handing the batches of an epoch to the engine
   * @param waitPercent the part of a training pass, after its first batch, that waited for the next
   *     batch to be made
   */
  public record Startup(
      Optional<Estimate> jvmSeconds,
      Optional<Estimate> dataSeconds,
      Optional<Estimate> openSeconds,
      Optional<Estimate> compileSeconds,
      Optional<Estimate> firstStepMillis,
      Optional<Estimate> warmupSteps,
      Optional<Estimate> stageSeconds,
      Optional<Estimate> waitPercent) {}
}
