package backbench.analysis;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.CellAnalysis.Placement;
import backbench.analysis.numbers.Equivalence;
import backbench.analysis.numbers.Standing;
import backbench.analysis.numbers.Throughput;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.stats.Estimate;
import backbench.stats.Rank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the cells of one workload into their numbers. */
final class WorkloadAnalyzer {

  private static final double GIGA = 1e9;

  private final RunResult run;
  private final String workload;
  private final List<MeasuredCell> cells;
  private final Baselines baselines;

  WorkloadAnalyzer(RunResult run, String workload, List<MeasuredCell> cells, Baselines baselines) {
    this.run = run;
    this.workload = workload;
    this.cells = cells;
    this.baselines = baselines;
  }

  WorkloadAnalysis analyze() {
    Map<Integer, Rank> ranks = ranks();
    Map<Integer, Equivalence> equivalences =
        Equivalences.of(cells, baselines.ranked(cells), run.settings().accuracy().margin());
    List<CellAnalysis> analyses = new ArrayList<>();
    for (MeasuredCell cell : cells) {
      int index = cell.index();
      analyses.add(
          new CellAnalysis(
              index,
              cell.result().key(),
              standing(cell),
              Learned.of(cell, Optional.ofNullable(equivalences.get(index))),
              throughput(cell),
              placement(cell, Optional.ofNullable(ranks.get(index))),
              Timings.of(cell.samples()),
              Targets.of(cell, run.settings().accuracy().target())));
    }
    return new WorkloadAnalysis(
        workload,
        baselines.in(cells),
        Batches.of(cells),
        Starts.of(cells),
        Optional.ofNullable(run.suite().reported().get(workload))
            .map(document -> new Judge(document, analyses, cells).analyze()),
        Tunings.of(cells),
        analyses);
  }

  /** Ranks the cells of each machine; more than can be ranked together have no places. */
  private Map<Integer, Rank> ranks() {
    Map<Integer, List<MeasuredCell>> byShard = new TreeMap<>();
    cells.stream()
        .filter(MeasuredCell::ranked)
        .forEach(
            cell ->
                byShard
                    .computeIfAbsent(cell.result().shard(), shard -> new ArrayList<>())
                    .add(cell));
    Map<Integer, Rank> byCell = new HashMap<>();
    for (List<MeasuredCell> ranked : byShard.values()) {
      List<Rank> ranks =
          Estimates.ranks(ranked.stream().map(MeasuredCell::trainSecondsPerSample).toList());
      for (int place = 0; place < ranks.size(); place++) {
        byCell.put(ranked.get(place).index(), ranks.get(place));
      }
    }
    return byCell;
  }

  private static Standing standing(MeasuredCell cell) {
    CellResult result = cell.result();
    return new Standing(
        result.status(),
        result.forks().size(),
        cell.samples().forks().size(),
        Proofs.proof(result.certificate()),
        Proofs.worst(result.certificate()));
  }

  private static Throughput throughput(MeasuredCell cell) {
    Samples samples = cell.samples();
    Optional<Estimate> trainRate =
        Estimates.logarithmic(cell.trainSecondsPerSample()).map(Estimate::inverse);
    double gigaOperations = cell.result().network().trainingFlops() / GIGA;
    return new Throughput(
        Estimates.logarithmic(samples.epochSeconds()),
        Estimates.logarithmic(samples.processorSeconds()),
        trainRate,
        gigaOperations > 0 ? trainRate.map(rate -> rate.times(gigaOperations)) : Optional.empty(),
        Estimates.logarithmic(cell.predictSecondsPerSample()).map(Estimate::inverse),
        Estimates.linear(samples.peakMebibytes()));
  }

  private Placement placement(MeasuredCell cell, Optional<Rank> rank) {
    // Times of two machines make no ratio.
    Optional<MeasuredCell> baseline =
        baselines.ranked(cells.stream().filter(cell::onSameMachine).toList());
    boolean isBaseline = baseline.filter(each -> each.index() == cell.index()).isPresent();
    Optional<MeasuredCell> other = baseline.filter(each -> !isBaseline && cell.ranked());
    return new Placement(
        isBaseline,
        other.flatMap(
            each -> Estimates.speed(each.trainSecondsPerSample(), cell.trainSecondsPerSample())),
        other.flatMap(
            each ->
                Estimates.speed(each.predictSecondsPerSample(), cell.predictSecondsPerSample())),
        rank);
  }
}
