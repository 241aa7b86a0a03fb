package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.CellAnalysis.Placement;
import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.Standing;
import backbench.analysis.numbers.Throughput;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.layout.Numbers;
import backbench.report.layout.Table;
import backbench.report.layout.Table.Column;
import backbench.report.layout.Table.Group;
import backbench.report.layout.Table.Row;
import backbench.report.layout.Value;
import backbench.results.CellResult;
import backbench.results.CertificateResult.Check;
import backbench.stats.Estimate;
import backbench.stats.Ratio;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Builds the main table: one group a workload, one row a configuration. */
final class ComparisonTable {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("rank", "", false, 9),
          new Column("backend", "", false, 14),
          new Column("parameters", "", true, 1),
          new Column("certificate", "worst error", false, 11),
          new Column("accuracy", "test", true, 8),
          new Column("loss", "test", true, 4),
          new Column("epoch time", "s", true, 5),
          new Column("processor time", "s an epoch", true, 2),
          new Column("training", "samples/s", true, 12),
          new Column("training", "GFLOP/s", true, 2),
          new Column("prediction", "samples/s", true, 7),
          new Column("peak memory", "MiB", true, 6),
          new Column("training speed", "× baseline", true, 13),
          new Column("prediction speed", "× baseline", true, 3),
          new Column("status", "", false, 10));

  private ComparisonTable() {}

  static Table of(Report report) {
    Labels labels = new Labels(report.run());
    DatasetLabels datasets = new DatasetLabels(report.run());
    boolean allWell = report.run().cells().stream().allMatch(cell -> cell.status().ranked());
    List<Group> groups =
        report.analysis().workloads().stream()
            .map(
                workload ->
                    new Group(
                        title(report, workload, datasets),
                        workload.cells().stream()
                            .sorted(order())
                            .map(cell -> row(report.result(cell), cell, labels, allWell))
                            .toList()))
            .toList();
    return new Table(COLUMNS, groups);
  }

  /** Fastest first, then what was measured but does not count, then what was not measured. */
  private static Comparator<CellAnalysis> order() {
    Comparator<CellAnalysis> kind =
        Comparator.comparing(cell -> cell.ranked() ? 0 : measured(cell) ? 1 : 2);
    return kind.thenComparing(
        cell -> cell.throughput().trainSamplesPerSecond().map(Estimate::value).orElse(0.0),
        Comparator.reverseOrder());
  }

  private static boolean measured(CellAnalysis cell) {
    return cell.standing().status().measured();
  }

  private static String title(Report report, WorkloadAnalysis workload, DatasetLabels datasets) {
    var facts = report.result(workload.cells().get(0));
    var network = facts.network();
    var recipe = facts.recipe();
    String trainable =
        network.trainable() == network.parameters()
            ? ""
            : " (" + Numbers.count(network.trainable()) + " trainable)";
    String name =
        workload.workload().equals(network.id())
            ? network.id()
            : workload.workload() + " (" + network.id() + ")";
    String epochs = recipe.epochs() == 1 ? "1 epoch" : recipe.epochs() + " epochs";
    return name
        + ": "
        + Numbers.count(network.parameters())
        + " parameters"
        + trainable
        + ", "
        + recipe.optimizer()
        + ", batch "
        + recipe.batch()
        + ", "
        + epochs
        + " of "
        + Numbers.count(recipe.trainSamples())
        + " samples"
        + datasets.ofSamples(facts)
        + (recipe.augmentation() == null ? "" : ", varied by " + recipe.augmentation());
  }

  private static Row row(CellResult raw, CellAnalysis cell, Labels labels, boolean allWell) {
    String reason = raw.reason() == null ? "" : raw.reason();
    Throughput throughput = cell.throughput();
    Placement placement = cell.placement();
    return new Row(
        List.of(
            placement
                .rank()
                .map(rank -> Value.label(rank.place() + " " + rank.groups()))
                .orElse(Value.NONE),
            Value.label(labels.of(cell)),
            Value.label(Numbers.count(raw.network().parameters())),
            certificate(cell.standing()),
            show(cell.learning().last(EpochQuantity.TEST_ACCURACY), Numbers::fraction),
            show(cell.learning().last(EpochQuantity.TEST_LOSS), Numbers::loss),
            show(throughput.epochSeconds(), Numbers::measured),
            show(throughput.processorSeconds(), Numbers::measured),
            show(throughput.trainSamplesPerSecond(), Numbers::measured),
            show(throughput.trainGigaflopsPerSecond(), Numbers::measured),
            show(throughput.predictSamplesPerSecond(), Numbers::measured),
            show(throughput.peakMebibytes(), Numbers::whole),
            speed(placement, placement.trainSpeed()),
            speed(placement, placement.predictSpeed()),
            allWell ? Value.NONE : status(cell)),
        !cell.ranked(),
        reason);
  }

  private static Value status(CellAnalysis cell) {
    Value name = Value.label(Statuses.name(cell.standing().status()));
    return cell.ranked() ? name : name.as(Value.Kind.BAD);
  }

  private static Value speed(Placement placement, Optional<Ratio> speed) {
    return placement.baseline() ? Value.label("baseline") : show(speed, ComparisonTable::shown);
  }

  /** Shows how many times as fast, marked where the two are told apart. */
  static Value shown(Ratio speed) {
    Value value = Numbers.ratio(speed);
    return speed.differs() ? value.as(speed.value() > 1 ? Value.Kind.GOOD : Value.Kind.BAD) : value;
  }

  private static <T> Value show(Optional<T> quantity, Function<T, Value> format) {
    return quantity.map(format).orElse(Value.NONE);
  }

  private static Value certificate(Standing standing) {
    return switch (standing.proof()) {
      case NONE -> Value.label("none").as(Value.Kind.BAD);
      case NOT_MADE -> Value.label("✗ not made").as(Value.Kind.BAD);
      case PASSED -> certificate(standing, "✓", "✓").as(Value.Kind.GOOD);
      case FAILED -> certificate(standing, "✗", "✗ failed").as(Value.Kind.BAD);
    };
  }

  private static Value certificate(Standing standing, String mark, String alone) {
    return standing
        .worstCheck()
        .filter(Check::compared)
        .map(
            check ->
                new Value(
                    mark + " " + Numbers.error(check.error()),
                    "of " + Numbers.error(check.tolerance()),
                    "",
                    Value.Kind.LABEL))
        .orElseGet(() -> Value.label(alone));
  }
}
