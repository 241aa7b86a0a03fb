package backbench.analysis;

import backbench.analysis.numbers.Baseline;
import backbench.analysis.numbers.Baseline.Choice;
import backbench.results.CellKey.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who the others are compared with.
 *
 * @param asked the backend that was asked for; absent for none
 * @param configuration the one that was chosen for the run; absent where none could be
 */
record Baselines(Optional<String> asked, Optional<Configuration> configuration) {

  /** Chooses for a run. */
  static Baselines choose(List<MeasuredCell> cells, @Nullable String asked) {
    Optional<Configuration> configuration =
        asked == null
            ? mostOftenRanked(cells)
            : cells.stream()
                .map(MeasuredCell::configuration)
                .filter(each -> each.backend().equals(asked))
                .findFirst();
    return new Baselines(Optional.ofNullable(asked), configuration);
  }

  private static Optional<Configuration> mostOftenRanked(List<MeasuredCell> cells) {
    Map<Configuration, Integer> counts = new LinkedHashMap<>();
    for (MeasuredCell cell : cells) {
      counts.merge(cell.configuration(), cell.ranked() ? 1 : 0, Integer::sum);
    }
    Optional<Configuration> best = Optional.empty();
    int most = 0;
    for (Map.Entry<Configuration, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = Optional.of(entry.getKey());
      }
    }
    return best;
  }

  /** Finds the baseline's cell in a workload, ranked or not. */
  private Optional<MeasuredCell> cell(List<MeasuredCell> workload) {
    return configuration.flatMap(
        chosen ->
            workload.stream().filter(cell -> cell.configuration().equals(chosen)).findFirst());
  }

  /** Finds the baseline's cell in a workload, if the others can be compared with it. */
  Optional<MeasuredCell> ranked(List<MeasuredCell> workload) {
    return cell(workload).filter(MeasuredCell::ranked);
  }

  /** Says how the choice turns out in a workload. */
  Baseline in(List<MeasuredCell> workload) {
    Optional<MeasuredCell> cell = cell(workload);
    return new Baseline(
        choice(cell), asked, configuration, cell.map(found -> found.result().status()));
  }

  private Choice choice(Optional<MeasuredCell> cell) {
    if (configuration.isEmpty()) {
      return asked.isEmpty() ? Choice.NOBODY_RANKED : Choice.NOT_IN_RUN;
    }
    return cell.map(found -> found.ranked() ? Choice.CHOSEN : Choice.NOT_RANKED)
        .orElse(Choice.NOT_IN_WORKLOAD);
  }
}
