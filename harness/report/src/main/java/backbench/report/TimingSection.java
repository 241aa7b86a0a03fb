package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.Timing;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows the parts of the times in the headline, and what it leaves out: start-up and warm-up. */
final class TimingSection {

  private TimingSection() {}

  static List<Element> elements(Report report) {
    return List.of(
        new Heading(2, "Step times"),
        new Paragraph(
            "Percentiles of the training steps of each fork, then summed up over forks. Steps run"
                + " one after the other: these are service times."),
        new Tabular(steps(report)),
        new Heading(2, "Where the time of an epoch goes"),
        new Paragraph(
            "Mean over forks, smallest and largest in brackets. The epoch time is the sum of steps,"
                + " staging (handing a batch to the engine) and release. Processor time is that of"
                + " the whole process, all threads together. Waiting is the share of a training"
                + " pass, after its first batch, in which the next one was not made yet; it is no"
                + " part of the epoch time."),
        new Tabular(loop(report)),
        new Heading(2, "Before the first timed step"),
        new Paragraph(
            "Mean over forks, smallest and largest in brackets. Nothing of this is in the epoch"
                + " time; the warm-up trains a throw-away model from the same weights."),
        new Tabular(startup(report)));
  }

  private static Table steps(Report report) {
    List<Column> columns =
        List.of(
            new Column("backend", "", false, 9),
            new Column("median", "ms", true, 8),
            new Column("90%", "ms", true, 7),
            new Column("99%", "ms", true, 6),
            new Column("longest", "ms", true, 5));
    return table(
        report,
        columns,
        timing ->
            Stream.of(
                    timing.steps().medianMillis(),
                    timing.steps().ninetiethMillis(),
                    timing.steps().ninetyNinthMillis(),
                    timing.steps().longestMillis())
                .map(millis -> millis.map(Numbers::measured).orElse(Value.NONE)));
  }

  private static Table loop(Report report) {
    List<Column> columns =
        List.of(
            new Column("backend", "", false, 9),
            new Column("steps", "s", true, 8),
            new Column("staging", "s", true, 7),
            new Column("release", "s", true, 6),
            new Column("processor time", "s", true, 6),
            new Column("waiting", "% of training", true, 5));
    return table(
        report,
        columns,
        timing ->
            Stream.of(
                    timing.loop().stepSeconds(),
                    timing.loop().stageSeconds(),
                    timing.loop().closeSeconds(),
                    timing.loop().processorSeconds(),
                    timing.loop().waitPercent())
                .map(each -> each.map(TimingSection::range).orElse(Value.NONE)));
  }

  private static Table startup(Report report) {
    List<Column> columns =
        List.of(
            new Column("backend", "", false, 9),
            new Column("JVM", "s", true, 8),
            new Column("data", "s", true, 7),
            new Column("engine", "s", true, 6),
            new Column("compile", "s", true, 5),
            new Column("first step", "ms", true, 5),
            new Column("warm-up steps", "", true, 5));
    return table(
        report,
        columns,
        timing ->
            Stream.of(
                    timing.startup().jvmSeconds(),
                    timing.startup().dataSeconds(),
                    timing.startup().openSeconds(),
                    timing.startup().compileSeconds(),
                    timing.startup().firstStepMillis(),
                    timing.startup().warmupSteps())
                .map(each -> each.map(TimingSection::range).orElse(Value.NONE)));
  }

  private static Table table(
      Report report, List<Column> columns, Function<Timing, Stream<Value>> shown) {
    Labels labels = new Labels(report.run());
    List<Group> groups = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      List<Row> rows = new ArrayList<>();
      for (CellAnalysis cell : workload.cells()) {
        if (cell.standing().forksMeasured() > 0) {
          List<Value> values = new ArrayList<>();
          values.add(Value.label(labels.of(cell)));
          shown.apply(cell.timing()).forEach(values::add);
          rows.add(new Row(values, !cell.ranked(), ""));
        }
      }
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    return new Table(columns, groups);
  }

  private static Value range(Estimate estimate) {
    String range =
        estimate.forks() == 1
            ? ""
            : "["
                + Numbers.significant(estimate.smallest(), 2)
                + ", "
                + Numbers.significant(estimate.largest(), 2)
                + "]";
    return new Value(Numbers.significant(estimate.value(), 2), range, "", Value.Kind.MEASURED);
  }
}
