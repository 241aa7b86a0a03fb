package backbench.report;

import backbench.results.CellKey;
import backbench.results.CellKey.Configuration;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.stats.Estimate;
import backbench.stats.ForkSample;
import backbench.stats.HierarchicalBootstrap;
import backbench.stats.Rank;
import backbench.stats.Ranking;
import backbench.stats.Ratio;
import backbench.stats.Scale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums up a run: every number of a report, before it is formatted.
 *
 * @param run the raw result
 * @param workloads in the suite's order
 */
public record RunSummary(RunResult run, List<WorkloadSummary> workloads) {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  /** Copies the list. */
  public RunSummary {
    workloads = List.copyOf(workloads);
  }

  /** Sums up a run against the baseline that its suite names, or one that suits. */
  public static RunSummary of(RunResult run) {
    return against(run, run.suite().baseline());
  }

  /**
   * Sums up a run against a baseline.
   *
   * @param baseline a backend's id, of which the first configuration counts; null for the first
   *     configuration of the suite that is ranked in the most workloads
   */
  public static RunSummary against(RunResult run, @Nullable String baseline) {
    Map<String, List<Measured>> byWorkload = new LinkedHashMap<>();
    for (CellResult cell : run.cells()) {
      Measured measured = Measured.of(run, cell);
      byWorkload
          .computeIfAbsent(measured.cell.key().workload(), workload -> new ArrayList<>())
          .add(measured);
    }
    Optional<Configuration> chosen =
        baseline == null
            ? mostOftenRanked(byWorkload)
            : run.cells().stream()
                .map(cell -> cell.key().configuration())
                .filter(configuration -> configuration.backend().equals(baseline))
                .findFirst();
    String asked = baseline == null ? "" : baseline;
    List<WorkloadSummary> workloads = new ArrayList<>();
    byWorkload.forEach((workload, cells) -> workloads.add(summary(workload, cells, chosen, asked)));
    return new RunSummary(run, workloads);
  }

  private static Optional<Configuration> mostOftenRanked(Map<String, List<Measured>> byWorkload) {
    Map<Configuration, Integer> counts = new LinkedHashMap<>();
    for (List<Measured> cells : byWorkload.values()) {
      for (Measured measured : cells) {
        counts.merge(measured.cell.key().configuration(), measured.ranked() ? 1 : 0, Integer::sum);
      }
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

  private static WorkloadSummary summary(
      String workload, List<Measured> cells, Optional<Configuration> chosen, String asked) {
    Optional<Measured> configured =
        chosen.flatMap(
            configuration ->
                cells.stream()
                    .filter(one -> one.cell.key().configuration().equals(configuration))
                    .findFirst());
    Optional<Measured> baseline = configured.filter(Measured::ranked);
    List<Measured> ranked = cells.stream().filter(Measured::ranked).toList();
    // More than the ranking takes are shown in the order of their speed, without places.
    List<Rank> ranks =
        ranked.size() > Ranking.MOST_CELLS
            ? List.of()
            : Ranking.lowestFirst(ranked.stream().map(Measured::trainSeconds).toList(), BOOTSTRAP);
    Map<CellKey, Rank> places = new HashMap<>();
    for (int place = 0; place < ranks.size(); place++) {
      places.put(ranked.get(place).cell.key(), ranks.get(place));
    }
    List<CellSummary> summaries = new ArrayList<>();
    for (Measured measured : cells) {
      Optional<Rank> rank = Optional.ofNullable(places.get(measured.cell.key()));
      summaries.add(measured.summary(baseline, rank));
    }
    return new WorkloadSummary(
        workload,
        baseline.map(one -> one.cell.key().configuration()),
        problem(chosen, configured, baseline, asked),
        summaries);
  }

  private static String problem(
      Optional<Configuration> chosen,
      Optional<Measured> configured,
      Optional<Measured> baseline,
      String asked) {
    if (baseline.isPresent()) {
      return "";
    }
    if (chosen.isEmpty()) {
      return asked.isEmpty()
          ? "no backend was measured with a certificate"
          : "the baseline " + asked + " is not in this run";
    }
    String name = chosen.get().toString();
    return configured
        .map(one -> "the baseline " + name + " is not ranked: " + Statuses.name(one.cell.status()))
        .orElse("the baseline " + name + " did not take part");
  }

  /** One cell with the samples that comparisons need. */
  private record Measured(
      CellResult cell,
      Samples samples,
      List<ForkSample> trainSeconds,
      List<ForkSample> predictSeconds) {

    static Measured of(RunResult run, CellResult cell) {
      Samples samples = new Samples(cell);
      return new Measured(
          cell,
          samples,
          samples.trainSecondsPerSample(),
          samples.predictSecondsPerSample(run.settings().predict().batch()));
    }

    boolean ranked() {
      return cell.status().ranked() && !trainSeconds.isEmpty();
    }

    CellSummary summary(Optional<Measured> baseline, Optional<Rank> rank) {
      boolean isBaseline = baseline.filter(one -> one.cell.key().equals(cell.key())).isPresent();
      Optional<Measured> other = baseline.filter(one -> !isBaseline && ranked());
      return new CellSummary(
          cell,
          estimate(samples.accuracy(), Scale.LINEAR),
          estimate(samples.loss(), Scale.LINEAR),
          estimate(samples.epochSeconds(), Scale.LOGARITHMIC),
          estimate(trainSeconds, Scale.LOGARITHMIC).map(Estimate::inverse),
          estimate(predictSeconds, Scale.LOGARITHMIC).map(Estimate::inverse),
          estimate(samples.peakMebibytes(), Scale.LINEAR),
          other.flatMap(one -> speed(one.trainSeconds, trainSeconds)),
          other.flatMap(one -> speed(one.predictSeconds, predictSeconds)),
          rank,
          isBaseline);
    }

    private static Optional<Estimate> estimate(List<ForkSample> forks, Scale scale) {
      return forks.isEmpty() ? Optional.empty() : Optional.of(BOOTSTRAP.estimate(forks, scale));
    }

    /** The baseline's seconds over the cell's: how many times as fast the cell is. */
    private static Optional<Ratio> speed(List<ForkSample> baseline, List<ForkSample> cell) {
      return baseline.isEmpty() || cell.isEmpty()
          ? Optional.empty()
          : Optional.of(BOOTSTRAP.ratio(baseline, cell));
    }
  }
}
