package backbench.analysis;

import backbench.analysis.numbers.TuningGains;
import backbench.analysis.numbers.TuningGains.Gain;
import backbench.results.CellKey.Configuration;
import backbench.spi.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the tunings of each backend.
 *
 * <p>Each backend is held against its engine's own training loop, or against itself as it comes
 * where the run has no such loop or none that is certified.
 */
final class Tunings {

  /** What may be the measure of the others, the plainest first. */
  private static final List<Tuning> PLAINEST_FIRST =
      List.of(Tuning.ENGINE_LOOP, Tuning.AS_IT_COMES);

  private Tunings() {}

  static List<TuningGains> of(List<MeasuredCell> workload) {
    return byBackend(workload).values().stream()
        .filter(cells -> cells.size() > 1)
        .map(Tunings::gains)
        .toList();
  }

  /** Groups the cells of a workload that differ in their tuning alone. */
  private static Map<Untuned, List<MeasuredCell>> byBackend(List<MeasuredCell> workload) {
    Map<Untuned, List<MeasuredCell>> groups = new LinkedHashMap<>();
    for (MeasuredCell cell : workload) {
      groups.computeIfAbsent(Untuned.of(cell), key -> new ArrayList<>()).add(cell);
    }
    return groups;
  }

  private static TuningGains gains(List<MeasuredCell> cells) {
    Optional<MeasuredCell> reference =
        PLAINEST_FIRST.stream()
            .flatMap(
                tuning ->
                    cells.stream()
                        .filter(cell -> cell.configuration().tuning() == tuning)
                        .filter(MeasuredCell::ranked))
            .findFirst();
    return new TuningGains(
        reference.map(MeasuredCell::index),
        cells.stream().map(cell -> gain(cell, reference)).toList());
  }

  private static Gain gain(MeasuredCell cell, Optional<MeasuredCell> reference) {
    Optional<MeasuredCell> other =
        reference.filter(each -> each.index() != cell.index() && cell.result().status().ranked());
    return new Gain(
        cell.index(),
        other.flatMap(
            each -> Estimates.speed(each.trainSecondsPerSample(), cell.trainSecondsPerSample())),
        other.flatMap(
            each ->
                Estimates.speed(each.predictSecondsPerSample(), cell.predictSecondsPerSample())));
  }

  /** Names what the tunings of a backend have in common, the machine included. */
  private record Untuned(Configuration configuration, int shard) {

    static Untuned of(MeasuredCell cell) {
      Configuration own = cell.configuration();
      return new Untuned(
          new Configuration(
              own.backend(), own.pluginDigest(), own.device(), own.threads(), Tuning.AS_IT_COMES),
          cell.result().shard());
    }
  }
}
