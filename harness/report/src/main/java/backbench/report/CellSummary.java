package backbench.report;

import backbench.results.CellResult;
import backbench.stats.Estimate;
import backbench.stats.Rank;
import backbench.stats.Ratio;
import java.util.Optional;

/**
 * Sums up one cell; what was not measured is absent.
 *
 * @param cell the raw result
 * @param accuracy test accuracy after the last epoch, a fraction
 * @param loss mean test loss after the last epoch
 * @param epochSeconds the training pass of an epoch
 * @param trainRate training samples a second
 * @param predictRate predicted samples a second, at the suite's batch size
 * @param peakMebibytes the largest resident memory of the worker, in 2^20 bytes
 * @param trainSpeed times as fast in training as the baseline; absent for the baseline itself, for
 *     cells that are not ranked, and where the baseline is not ranked
 * @param predictSpeed times as fast in prediction as the baseline
 * @param rank by training speed, among the ranked cells of the workload
 * @param baseline whether the others are compared with this cell
 */
public record CellSummary(
    CellResult cell,
    Optional<Estimate> accuracy,
    Optional<Estimate> loss,
    Optional<Estimate> epochSeconds,
    Optional<Estimate> trainRate,
    Optional<Estimate> predictRate,
    Optional<Estimate> peakMebibytes,
    Optional<Ratio> trainSpeed,
    Optional<Ratio> predictSpeed,
    Optional<Rank> rank,
    boolean baseline) {

  /** Returns floating-point operations a second in training, in 10^9. */
  public Optional<Estimate> trainGflops() {
    double gigaOperations = cell.network().trainingFlops() / 1e9;
    return gigaOperations > 0
        ? trainRate.map(rate -> rate.times(gigaOperations))
        : Optional.empty();
  }
}
