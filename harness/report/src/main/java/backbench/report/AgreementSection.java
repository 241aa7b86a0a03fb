package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Items;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

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
            "Loss of the first training steps of one fork, each before its update: from the same"
                + " weights and batches the curves lie on each other until rounding parts them. In"
                + " a network with dropout each engine draws its own masks, so only the untrained"
                + " loss is the same."));
    for (WorkloadSummary workload : summary.workloads()) {
      List<Curve> curves = curves(workload, labels);
      if (!curves.isEmpty()) {
        blocks.add(new Tabular(table(workload.workload(), curves)));
      }
    }
    return blocks;
  }

  private static List<Curve> curves(WorkloadSummary workload, Labels labels) {
    OptionalInt shared = mostShared(workload);
    List<Curve> curves = new ArrayList<>();
    for (CellSummary summary : workload.cells()) {
      Optional<ForkResult> fork =
          trained(summary).filter(each -> each.fork() == shared.orElse(-1)).findFirst();
      if (fork.isPresent()) {
        Optional<Double> untrained =
            Optional.ofNullable(fork.get().training().untrained()).map(Evaluation::loss);
        curves.add(
            new Curve(
                labels.of(summary.cell().key().configuration()),
                untrained,
                fork.get().training().epochs().get(0).losses().first()));
      }
    }
    return curves;
  }

  /** Finds the first of the forks that the most backends were measured in. */
  private static OptionalInt mostShared(WorkloadSummary workload) {
    Map<Integer, Integer> counts = new TreeMap<>();
    workload
        .cells()
        .forEach(cell -> trained(cell).forEach(fork -> counts.merge(fork.fork(), 1, Integer::sum)));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  private static Stream<ForkResult> trained(CellSummary summary) {
    return summary.cell().measuredForks().stream()
        .filter(fork -> !fork.training().epochs().isEmpty());
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
