package backbench.analysis.numbers;

import backbench.stats.Estimate;
import java.util.Optional;

/**
 * Holds the times that throughput leaves out.
 *
 * @param steps single training steps
 * @param loop where the time of an epoch goes
 * @param startup before the first timed step
 */
public record Timing(StepTimes steps, Loop loop, Startup startup) {

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
   * Holds means over forks of the parts of an epoch's training pass.
   *
   * @param stepSeconds optimiser steps
   * @param stageSeconds handing the batches to the engine; with {@code closeSeconds} where the two
   *     were not told apart
   * @param closeSeconds releasing the batches
   * @param processorSeconds what the processors worked for the process, all threads together
   * @param waitPercent the part of a training pass, after its first batch, that waited for the next
   *     batch to be made
   */
  public record Loop(
      Optional<Estimate> stepSeconds,
      Optional<Estimate> stageSeconds,
      Optional<Estimate> closeSeconds,
      Optional<Estimate> processorSeconds,
      Optional<Estimate> waitPercent) {}

  /**
   * Holds means over forks of what is not in the epoch time.
   *
   * @param jvmSeconds from the start of the process to the first line of the worker
   * @param dataSeconds reading or drawing the dataset
   * @param openSeconds starting the engine
   * @param compileSeconds building the network
   * @param firstStepMillis the first step ever, of the warm-up
   * @param warmupSteps on a throw-away model
   */
  public record Startup(
      Optional<Estimate> jvmSeconds,
      Optional<Estimate> dataSeconds,
      Optional<Estimate> openSeconds,
      Optional<Estimate> compileSeconds,
      Optional<Estimate> firstStepMillis,
      Optional<Estimate> warmupSteps) {}
}
