package backbench.core.report;

import backbench.core.report.Block.Heading;
import backbench.core.report.Block.Items;
import backbench.core.report.Block.Paragraph;
import backbench.core.report.Block.Tabular;
import backbench.core.report.Table.Column;
import backbench.core.report.Table.Group;
import backbench.core.report.Table.Row;
import backbench.core.result.EpochResult;
import backbench.core.result.ForkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows that the backends saw the same batches and start on the same loss curve. */
final class AgreementSection {

  private static final int STEPS = 8;

  private AgreementSection() {}

  static List<Block> blocks(RunSummary summary) {
    Labels labels = new Labels(summary.run());
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading(2, "Same batches, same start"));
    blocks.add(
        new Items(
            summary.workloads().stream()
                .map(workload -> Agreement.of(workload).sentence(workload.workload(), labels))
                .toList()));
    blocks.add(
        new Paragraph(
            "Loss of the first training steps, before each update, of the first measured fork: from"
                + " the same weights and batches the curves lie on each other until rounding, or"
                + " dropout masks, part them."));
    for (WorkloadSummary workload : summary.workloads()) {
      List<Curve> curves = curves(workload, labels);
      if (!curves.isEmpty()) {
        blocks.add(new Tabular(table(workload.workload(), curves)));
      }
    }
    return blocks;
  }

  private static List<Curve> curves(WorkloadSummary workload, Labels labels) {
    List<Curve> curves = new ArrayList<>();
    for (CellSummary summary : workload.cells()) {
      Optional<ForkResult> first =
          summary.cell().measuredForks().stream()
              .filter(fork -> !fork.epochs().isEmpty())
              .findFirst();
      if (first.isPresent()) {
        EpochResult epoch = first.get().epochs().get(0);
        Optional<Double> untrained =
            Optional.ofNullable(first.get().untrained()).map(evaluation -> evaluation.loss());
        curves.add(
            new Curve(
                labels.of(summary.cell().key().configuration()), untrained, epoch.firstLosses()));
      }
    }
    return curves;
  }

  private static Table table(String workload, List<Curve> curves) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("step", "", false, 2));
    curves.forEach(curve -> columns.add(new Column(curve.label, "", true, 2)));
    if (curves.size() > 1) {
      columns.add(new Column("spread", "relative", true, 2));
    }
    List<Row> rows = new ArrayList<>();
    rows.add(row("untrained, test", curves.stream().map(Curve::untrained).toList()));
    int steps = curves.stream().mapToInt(curve -> curve.losses.size()).max().orElse(0);
    for (int step = 0; step < Math.min(STEPS, steps); step++) {
      int at = step;
      rows.add(row(String.valueOf(step + 1), curves.stream().map(curve -> curve.at(at)).toList()));
    }
    return new Table(columns, List.of(new Group(workload, rows)));
  }

  private static Row row(String name, List<Optional<Double>> losses) {
    List<Value> values = new ArrayList<>();
    values.add(Value.label(name));
    for (Optional<Double> loss : losses) {
      values.add(
          loss.map(value -> Value.label(String.format(Locale.ROOT, "%.6f", value)))
              .orElse(Value.NONE));
    }
    if (losses.size() > 1) {
      values.add(spread(losses.stream().flatMap(Optional::stream).toList()));
    }
    return new Row(values, false, "");
  }

  /** The widest difference over the mean size. */
  private static Value spread(List<Double> losses) {
    if (losses.size() < 2) {
      return Value.NONE;
    }
    double low = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = losses.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double size = losses.stream().mapToDouble(Math::abs).average().orElseThrow();
    return Value.label(Numbers.error(size == 0 ? 0 : (high - low) / size));
  }

  private record Curve(String label, Optional<Double> untrained, List<Double> losses) {

    Optional<Double> at(int step) {
      return step < losses.size() ? Optional.of(losses.get(step)) : Optional.empty();
    }
  }
}
