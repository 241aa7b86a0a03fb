package backbench.analysis.numbers;

import backbench.stats.Ratio;
import java.util.List;
import java.util.Optional;

/**
 * Holds what one backend gains by its tuning: the same engine against itself.
 *
 * @param reference the cell with the engine's own loop, or of the backend as it comes, as its place
 *     among the cells of the run; absent where neither is ranked
 * @param cells the cells that differ in their tuning alone, in the suite's order; two or more
 */
public record TuningGains(Optional<Integer> reference, List<Gain> cells) {

  /** Copies the list. */
  public TuningGains {
    cells = List.copyOf(cells);
  }

  /**
   * Compares a tuning with the reference.
   *
   * @param cell its place among the cells of the run
   * @param trainSpeed times as fast in training; absent for the reference and for what is not
   *     ranked
   * @param predictSpeed times as fast in prediction
   */
  public record Gain(int cell, Optional<Ratio> trainSpeed, Optional<Ratio> predictSpeed) {}

  /** Tells whether the others are compared with a cell. */
  public boolean isReference(int cell) {
    return reference.filter(index -> index == cell).isPresent();
  }
}
