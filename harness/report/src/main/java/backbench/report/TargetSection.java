package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.TimeToTarget;
import backbench.analysis.numbers.TimeToTarget.Epochs;
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
import java.util.ArrayList;
import java.util.List;

/** Shows how long training takes to the accuracy that the suite names. */
final class TargetSection {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backend", "", false, 9),
          new Column("reached", "of forks", true, 8),
          new Column("epochs", "", true, 6),
          new Column("training", "s", true, 9),
          new Column("with evaluation", "s", true, 7));

  private TargetSection() {}

  /** Returns nothing for a suite that names no target. */
  static List<Element> elements(Report report) {
    return report
        .analysis()
        .targetAccuracy()
        .map(target -> elements(report, target))
        .orElse(List.of());
  }

  private static List<Element> elements(Report report, double target) {
    Labels labels = new Labels(report.run());
    List<Group> groups = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      List<Row> rows = new ArrayList<>();
      for (CellAnalysis cell : workload.cells()) {
        cell.target().ifPresent(time -> rows.add(row(labels.of(cell), cell, time)));
      }
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    return List.of(
        new Heading(2, "Time to a test accuracy of " + Numbers.stated(target)),
        new Paragraph(
            "Seconds of training up to the end of the first epoch after which the test accuracy is "
                + Numbers.stated(target)
                + " or more; with evaluation: together with the predictions of test and validation samples. Where a"
                + " fork does not get there, there is no mean: that of the others would flatter."),
        new Tabular(new Table(COLUMNS, groups)));
  }

  private static Row row(String label, CellAnalysis cell, TimeToTarget time) {
    return new Row(
        List.of(
            Value.label(label),
            time.reached() == 0
                ? Value.label("not reached").as(Value.Kind.BAD)
                : Value.label(time.reached() + " of " + time.forks()),
            time.epochs().map(TargetSection::range).orElse(Value.NONE),
            time.trainSeconds().map(Numbers::measured).orElse(Value.NONE),
            time.evaluatedSeconds().map(Numbers::measured).orElse(Value.NONE)),
        !cell.ranked(),
        "");
  }

  private static Value range(Epochs epochs) {
    return Value.label(
        epochs.least() == epochs.most()
            ? String.valueOf(epochs.least())
            : epochs.least() + " to " + epochs.most());
  }
}
