package backbench.analysis.numbers;

import backbench.stats.Estimate;
import java.util.Optional;

/**
 * Holds how fast a cell is, and what it takes.
 *
 * @param epochSeconds the loop over an epoch's batches: to stage, step and release them
 * @param processorSeconds what the processors worked for the process in the training pass of an
 *     epoch, all threads together; absent where it was not measured
 * @param trainSamplesPerSecond training throughput
 * @param trainGigaflopsPerSecond floating-point operations a second in training, in 10^9; absent
 *     where the operations of the network were not counted
 * @param predictSamplesPerSecond prediction throughput, at the suite's batch size
 * @param peakMebibytes the largest resident memory of the worker, in 2^20 bytes
 */
public record Throughput(
    Optional<Estimate> epochSeconds,
    Optional<Estimate> processorSeconds,
    Optional<Estimate> trainSamplesPerSecond,
    Optional<Estimate> trainGigaflopsPerSecond,
    Optional<Estimate> predictSamplesPerSecond,
    Optional<Estimate> peakMebibytes) {}
