package backbench.report;

import backbench.results.CellKey.Configuration;
import java.util.List;
import java.util.Optional;

/**
 * Sums up the cells that computed the same workload.
 *
 * @param workload the suite's entry
 * @param baseline who the others are compared with; absent where nobody can be
 * @param baselineProblem why there is no baseline; empty where there is one
 * @param cells in the suite's order; at least one
 */
public record WorkloadSummary(
    String workload,
    Optional<Configuration> baseline,
    String baselineProblem,
    List<CellSummary> cells) {

  /** Copies the list. */
  public WorkloadSummary {
    cells = List.copyOf(cells);
  }
}
