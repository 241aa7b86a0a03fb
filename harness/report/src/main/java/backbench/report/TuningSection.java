package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.Throughput;
import backbench.analysis.numbers.TuningGains;
import backbench.analysis.numbers.TuningGains.Gain;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Paragraph;
import backbench.report.layout.Element.Tabular;
import backbench.report.layout.Numbers;
import backbench.report.layout.Table;
import backbench.report.layout.Table.Column;
import backbench.report.layout.Table.Group;
import backbench.report.layout.Table.Row;
import backbench.report.layout.Value;
import backbench.stats.Estimate;
import backbench.stats.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what each backend gains by its tuning: the same engine against itself. */
final class TuningSection {

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
  static List<Element> elements(Report report) {
    List<Group> groups = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      List<Row> rows = new ArrayList<>();
      for (TuningGains gains : workload.tunings()) {
        for (Gain gain : gains.cells()) {
          rows.add(row(report, workload.cell(gain.cell()), gains, gain));
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

  private static Row row(Report report, CellAnalysis cell, TuningGains gains, Gain gain) {
    String reason = report.result(cell).reason();
    boolean reference = gains.isReference(cell.index());
    Throughput throughput = cell.throughput();
    return new Row(
        List.of(
            Value.label(new Labels(report.run()).withoutTuning(cell)),
            Value.label(Labels.tuning(cell.key().tuning())),
            throughput.trainSamplesPerSecond().map(Numbers::measured).orElse(Value.NONE),
            speed(reference, throughput.trainSamplesPerSecond(), gain.trainSpeed()),
            throughput.predictSamplesPerSecond().map(Numbers::measured).orElse(Value.NONE),
            speed(reference, throughput.predictSamplesPerSecond(), gain.predictSpeed())),
        !cell.ranked(),
        reason == null ? "" : reason);
  }

  private static Value speed(boolean reference, Optional<Estimate> own, Optional<Ratio> gain) {
    return reference && own.isPresent()
        ? Value.label("reference")
        : gain.map(ComparisonTable::shown).orElse(Value.NONE);
  }
}
