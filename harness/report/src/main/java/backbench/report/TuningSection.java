package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.results.CellKey.Configuration;
import backbench.spi.Tuning;
import backbench.stats.ForkSample;
import backbench.stats.HierarchicalBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Shows what each backend gains by its tuning: the same engine against itself.
 *
 * <p>Each backend is held against its engine's own training loop, or against itself as it comes
 * where the run has no such loop or none that is certified.
 */
final class TuningSection {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  /** What may be the measure of the others, the plainest first. */
  private static final List<Tuning> PLAINEST_FIRST =
      List.of(Tuning.ENGINE_LOOP, Tuning.AS_IT_COMES);

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backend", "", false, 9),
          new Column("tuning", "", false, 9),
          new Column("training", "samples/s", true, 6),
          new Column("training speed", "× reference", true, 8),
          new Column("prediction", "samples/s", true, 5),
          new Column("prediction speed", "× reference", true, 7));

  private TuningSection() {}

  /** Returns nothing for a run of one tuning. */
  static List<Block> blocks(RunSummary summary) {
    Labels labels = new Labels(summary.run());
    List<Group> groups = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      List<Row> rows = new ArrayList<>();
      for (List<CellSummary> cells : byBackend(workload).values()) {
        if (cells.size() > 1) {
          Optional<CellSummary> reference = reference(cells);
          cells.forEach(cell -> rows.add(row(summary, labels, cell, reference)));
        }
      }
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    if (groups.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Heading(2, "What tuning gains"),
        new Paragraph(
            "Each backend against itself: the reference is its engine's own training loop, or the"
                + " backend as it comes where there is no such loop with a certificate."),
        new Tabular(new Table(COLUMNS, groups)));
  }

  /** Groups the cells of a workload that differ in their tuning alone. */
  private static Map<Configuration, List<CellSummary>> byBackend(WorkloadSummary workload) {
    Map<Configuration, List<CellSummary>> groups = new LinkedHashMap<>();
    for (CellSummary cell : workload.cells()) {
      Configuration own = cell.cell().key().configuration();
      Configuration untuned =
          new Configuration(
              own.backend(), own.pluginDigest(), own.device(), own.threads(), Tuning.AS_IT_COMES);
      groups.computeIfAbsent(untuned, key -> new ArrayList<>()).add(cell);
    }
    return groups;
  }

  private static Optional<CellSummary> reference(List<CellSummary> cells) {
    return PLAINEST_FIRST.stream()
        .flatMap(
            tuning ->
                cells.stream()
                    .filter(cell -> cell.cell().key().tuning() == tuning)
                    .filter(cell -> cell.cell().status().ranked() && cell.trainRate().isPresent()))
        .findFirst();
  }

  private static Row row(
      RunSummary summary, Labels labels, CellSummary cell, Optional<CellSummary> reference) {
    int predictBatch = summary.run().settings().predict().batch();
    String reason = cell.cell().reason();
    return new Row(
        List.of(
            Value.label(labels.withoutTuning(cell.cell().key().configuration())),
            Value.label(Labels.tuning(cell.cell().key().tuning())),
            cell.trainRate().map(Numbers::measured).orElse(Value.NONE),
            speed(cell, reference, Samples::trainSecondsPerSample),
            cell.predictRate().map(Numbers::measured).orElse(Value.NONE),
            speed(cell, reference, samples -> samples.predictSecondsPerSample(predictBatch))),
        !cell.cell().status().ranked(),
        reason == null ? "" : reason);
  }

  private static Value speed(
      CellSummary cell,
      Optional<CellSummary> reference,
      Function<Samples, List<ForkSample>> seconds) {
    if (reference.isEmpty() || !cell.cell().status().ranked()) {
      return Value.NONE;
    }
    List<ForkSample> own = seconds.apply(new Samples(cell.cell()));
    if (reference.get().cell().key().equals(cell.cell().key())) {
      return own.isEmpty() ? Value.NONE : Value.label("reference");
    }
    List<ForkSample> other = seconds.apply(new Samples(reference.get().cell()));
    return own.isEmpty() || other.isEmpty()
        ? Value.NONE
        : ComparisonTable.shown(BOOTSTRAP.ratio(other, own));
  }
}
