package backbench.report;

import backbench.results.CellResult;
import backbench.results.CellResult.DatasetFacts;
import backbench.results.RunResult;
import java.util.List;

/** Names a run's dataset in its title, or beside each workload where a run has several. */
final class DatasetLabels {

  private final List<DatasetFacts> datasets;

  DatasetLabels(RunResult run) {
    this.datasets = run.cells().stream().map(CellResult::dataset).distinct().toList();
  }

  /** Returns what follows the title of the suite; empty if there is no cell. */
  String inTitle() {
    return switch (datasets.size()) {
      case 0 -> "";
      case 1 -> " (" + datasets.get(0).title() + ")";
      default -> " (" + datasets.size() + " datasets)";
    };
  }

  /** Returns what follows the samples of a workload; empty where the title says it. */
  String ofSamples(CellResult cell) {
    return datasets.size() > 1 ? " of " + cell.dataset().title() : "";
  }
}
