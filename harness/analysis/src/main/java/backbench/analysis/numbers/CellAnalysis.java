package backbench.analysis.numbers;

import backbench.results.CellKey;
import backbench.stats.Rank;
import backbench.stats.Ratio;
import java.util.Optional;

/**
 * Holds the numbers of one cell.
 *
 * @param index the cell's place among the cells of the run
 * @param key which cell
 * @param standing whether its numbers count
 * @param learning what its network learned
 * @param throughput how fast it is
 * @param placement how fast it is beside the others of its workload
 * @param timing single steps, and the time before the first
 * @param target how long it takes to the accuracy that the suite names; absent where the suite
 *     names none or no fork was started
 */
public record CellAnalysis(
    int index,
    CellKey key,
    Standing standing,
    Learning learning,
    Throughput throughput,
    Placement placement,
    Timing timing,
    Optional<TimeToTarget> target) {

  /** Tells whether the cell enters comparisons of speed; if not, its numbers are shown as void. */
  public boolean ranked() {
    return standing.status().ranked();
  }

  /**
   * Places a cell among those of its workload.
   *
   * @param baseline whether the others are compared with this cell
   * @param trainSpeed times as fast in training as the baseline on the same machine; absent for the
   *     baseline itself, for cells that are not ranked, and where the baseline is not ranked
   * @param predictSpeed times as fast in prediction as the baseline
   * @param rank by training speed, among the ranked cells of the same machine
   */
  public record Placement(
      boolean baseline,
      Optional<Ratio> trainSpeed,
      Optional<Ratio> predictSpeed,
      Optional<Rank> rank) {}
}
