package backbench.analysis;

import backbench.analysis.numbers.RunAnalysis;
import backbench.analysis.numbers.RunAnalysis.Trials;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a run into its numbers. */
public final class RunAnalyzer {

  private RunAnalyzer() {}

  /** Analyses a run against the baseline that its suite names, or one that suits. */
  public static RunAnalysis analyze(RunResult run) {
    return analyze(run, run.suite().baseline());
  }

  /**
   * Analyses a run against a baseline.
   *
   * @param baseline a backend's id, of which the first configuration counts; null for the first
   *     configuration of the suite that is ranked in the most workloads
   */
  public static RunAnalysis analyze(RunResult run, @Nullable String baseline) {
    List<MeasuredCell> cells = new ArrayList<>();
    for (int index = 0; index < run.cells().size(); index++) {
      cells.add(new MeasuredCell(run, index));
    }
    Baselines baselines = Baselines.choose(cells, baseline);
    Map<String, List<MeasuredCell>> byWorkload = new LinkedHashMap<>();
    for (MeasuredCell cell : cells) {
      byWorkload
          .computeIfAbsent(cell.result().key().workload(), workload -> new ArrayList<>())
          .add(cell);
    }
    List<WorkloadAnalysis> workloads = new ArrayList<>();
    byWorkload.forEach(
        (workload, own) ->
            workloads.add(new WorkloadAnalyzer(run, workload, own, baselines).analyze()));
    return new RunAnalysis(
        run.runId(),
        Estimates.confidence(),
        Optional.ofNullable(run.settings().accuracy().margin()),
        Optional.ofNullable(run.settings().accuracy().target()),
        trials(run),
        workloads);
  }

  private static Trials trials(RunResult run) {
    long ended = run.cells().stream().mapToLong(cell -> cell.forks().size()).sum();
    long planned =
        run.settings().forks() * run.cells().stream().filter(RunAnalyzer::planned).count();
    double seconds =
        run.cells().stream()
            .flatMap(cell -> cell.forks().stream())
            .mapToDouble(fork -> fork.resources().wallSeconds())
            .sum();
    return new Trials(ended, planned, seconds);
  }

  /** Tells whether a cell was to be run; what is left out beforehand says so and has no fork. */
  private static boolean planned(CellResult cell) {
    return !cell.forks().isEmpty() || cell.status() == Status.INTERRUPTED;
  }
}
