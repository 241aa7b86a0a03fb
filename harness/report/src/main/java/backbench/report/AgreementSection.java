package backbench.report;

import backbench.analysis.numbers.BatchAgreement;
import backbench.analysis.numbers.BatchAgreement.Seen;
import backbench.analysis.numbers.CommonStart;
import backbench.analysis.numbers.CommonStart.Losses;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Items;
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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shows that the backends saw the same batches and start on the same loss curve. */
final class AgreementSection {

  private static final int SHORT_DIGEST = 12;

  private AgreementSection() {}

  static List<Element> elements(Report report) {
    Labels labels = new Labels(report.run());
    List<WorkloadAnalysis> workloads = report.analysis().workloads();
    List<Element> elements = new ArrayList<>();
    elements.add(new Heading(2, "Same batches, same start"));
    elements.add(
        new Items(workloads.stream().map(workload -> sentence(workload, labels)).toList()));
    elements.add(
        new Paragraph(
            "Loss of the first training steps of one fork, each before its update: from the same"
                + " weights and batches the curves lie on each other until rounding parts them. In"
                + " a network with dropout each engine draws its own masks, so only the untrained"
                + " loss is the same."));
    for (WorkloadAnalysis workload : workloads) {
      workload
          .start()
          .ifPresent(start -> elements.add(new Tabular(table(workload, start, labels))));
    }
    return elements;
  }

  private static String sentence(WorkloadAnalysis workload, Labels labels) {
    BatchAgreement batches = workload.batches();
    String seen =
        String.join(
            "; ", batches.forks().stream().map(fork -> fork(fork, workload, labels)).toList());
    return workload.workload()
        + ": "
        + switch (batches.verdict()) {
          case NOT_MEASURED -> "no fork was measured to its end.";
          case ALONE -> everybody(workload, labels) + " alone saw " + seen + ".";
          case SAME ->
              everybody(workload, labels) + " saw the same batches in each fork: " + seen + ".";
          case DIFFERENT -> "different batches: " + seen + ".";
        };
  }

  private static String everybody(WorkloadAnalysis workload, Labels labels) {
    Stream<Integer> cells =
        workload.batches().forks().stream()
            .flatMap(fork -> fork.digests().stream())
            .flatMap(seen -> seen.cells().stream());
    return named(workload, cells.distinct(), labels);
  }

  private static String fork(BatchAgreement.Fork fork, WorkloadAnalysis workload, Labels labels) {
    boolean differ = workload.batches().verdict() == BatchAgreement.Verdict.DIFFERENT;
    List<String> parts = new ArrayList<>();
    for (Seen seen : fork.digests()) {
      String digest = seen.digest();
      parts.add(
          digest.substring(0, Math.min(SHORT_DIGEST, digest.length()))
              + (differ ? " (" + named(workload, seen.cells().stream(), labels) + ")" : ""));
    }
    return "fork " + (fork.fork() + 1) + " " + String.join(", ", parts);
  }

  private static String named(WorkloadAnalysis workload, Stream<Integer> cells, Labels labels) {
    return String.join(", ", cells.map(cell -> labels.of(workload.cell(cell))).toList());
  }

  private static Table table(WorkloadAnalysis workload, CommonStart start, Labels labels) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("step", "", false, 2));
    for (Losses losses : start.cells()) {
      columns.add(new Column(labels.of(workload.cell(losses.cell())), "", true, 2));
    }
    if (start.cells().size() > 1) {
      columns.add(new Column("spread", "relative", true, 2));
    }
    List<Row> rows = new ArrayList<>();
    rows.add(row("untrained, test", start, Losses::untrained, start.untrainedSpread()));
    for (int step = 0; step < start.stepSpreads().size(); step++) {
      int at = step;
      rows.add(
          row(
              String.valueOf(step + 1),
              start,
              losses -> losses.step(at),
              start.stepSpreads().get(step)));
    }
    return new Table(columns, List.of(new Group(workload.workload(), rows)));
  }

  private static Row row(
      String name,
      CommonStart start,
      Function<Losses, Optional<Double>> loss,
      Optional<Double> spread) {
    List<Value> values = new ArrayList<>();
    values.add(Value.label(name));
    for (Losses losses : start.cells()) {
      values.add(
          loss.apply(losses)
              .map(value -> Value.label(String.format(Locale.ROOT, "%.6f", value)))
              .orElse(Value.NONE));
    }
    if (start.cells().size() > 1) {
      values.add(spread.map(each -> Value.label(Numbers.error(each))).orElse(Value.NONE));
    }
    return new Row(values, false, "");
  }
}
