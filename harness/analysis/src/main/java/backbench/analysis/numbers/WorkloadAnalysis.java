package backbench.analysis.numbers;

import java.util.List;
import java.util.Optional;

/**
 * Holds the numbers of the cells that computed the same workload.
 *
 * @param workload the suite's entry
 * @param baseline who the others are compared with
 * @param batches whether all saw the same batches
 * @param start how alike training begins; absent where no cell was trained
 * @param reported what a document reports, held against what was measured; absent where no document
 *     says anything
 * @param tunings what each backend gains by its tuning; those with one tuning are absent
 * @param cells in the suite's order; at least one
 */
public record WorkloadAnalysis(
    String workload,
    Baseline baseline,
    BatchAgreement batches,
    Optional<CommonStart> start,
    Optional<ReportedAnalysis> reported,
    List<TuningGains> tunings,
    List<CellAnalysis> cells) {

  /** Copies the lists. */
  public WorkloadAnalysis {
    tunings = List.copyOf(tunings);
    cells = List.copyOf(cells);
  }

  /**
   * Returns a cell of the workload.
   *
   * @param index its place among the cells of the run
   * @throws IllegalArgumentException if the cell is of another workload
   */
  public CellAnalysis cell(int index) {
    return cells.stream()
        .filter(cell -> cell.index() == index)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("cell " + index + " is not one of " + workload));
  }
}
