package backbench.analysis.numbers;

import java.util.List;
import java.util.Optional;

/**
 * Holds how alike training begins: the first losses of one fork on each backend, from the same
 * weights and batches.
 *
 * @param fork the first of the forks that the most backends were measured in, from 0
 * @param cells those that were measured in it, in the suite's order
 * @param untrainedSpread how far the losses before the first step are apart, relative to their mean
 *     size; absent for fewer than two
 * @param stepSpreads the same of each of the first steps
 */
public record CommonStart(
    int fork,
    List<Losses> cells,
    Optional<Double> untrainedSpread,
    List<Optional<Double>> stepSpreads) {

  /** Copies the lists. */
  public CommonStart {
    cells = List.copyOf(cells);
    stepSpreads = List.copyOf(stepSpreads);
  }

  /**
   * Holds the first losses of a cell.
   *
   * @param cell its place among the cells of the run
   * @param untrained mean loss of the test samples before the first step; absent if not measured
   * @param steps loss of each of the first steps, before its update
   */
  public record Losses(int cell, Optional<Double> untrained, List<Double> steps) {

    /** Copies the list. */
    public Losses {
      steps = List.copyOf(steps);
    }

    /** Returns the loss of a step, from 0; empty where there was none. */
    public Optional<Double> step(int step) {
      return step < steps.size() ? Optional.of(steps.get(step)) : Optional.empty();
    }
  }
}
