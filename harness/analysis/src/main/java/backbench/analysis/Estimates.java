package backbench.analysis;

import backbench.stats.Estimate;
import backbench.stats.ForkSample;
import backbench.stats.HierarchicalBootstrap;
import backbench.stats.Rank;
import backbench.stats.Ranking;
import backbench.stats.Ratio;
import backbench.stats.Scale;
import java.util.List;
import java.util.Optional;

/** Estimates from samples, always in the same way; of no samples there is no estimate. */
final class Estimates {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  private Estimates() {}

  /** Returns the confidence of all intervals, a fraction. */
  static double confidence() {
    return BOOTSTRAP.level();
  }

  /** Sums up a quantity whose differences count as they are: an accuracy, a loss. */
  static Optional<Estimate> linear(List<ForkSample> forks) {
    return estimate(forks, Scale.LINEAR);
  }

  /** Sums up a quantity above zero whose differences count by their factor: a time. */
  static Optional<Estimate> logarithmic(List<ForkSample> forks) {
    return estimate(forks, Scale.LOGARITHMIC);
  }

  private static Optional<Estimate> estimate(List<ForkSample> forks, Scale scale) {
    return forks.isEmpty() ? Optional.empty() : Optional.of(BOOTSTRAP.estimate(forks, scale));
  }

  /** Returns how many times as fast a cell is as a reference, from the seconds of both. */
  static Optional<Ratio> speed(List<ForkSample> reference, List<ForkSample> cell) {
    return reference.isEmpty() || cell.isEmpty()
        ? Optional.empty()
        : Optional.of(BOOTSTRAP.ratio(reference, cell));
  }

  /**
   * Ranks cells by their seconds.
   *
   * @return one rank a cell, in the given order; none for more cells than can be ranked together
   */
  static List<Rank> ranks(List<List<ForkSample>> seconds) {
    return seconds.size() > Ranking.MOST_CELLS
        ? List.of()
        : Ranking.lowestFirst(seconds, BOOTSTRAP);
  }
}
