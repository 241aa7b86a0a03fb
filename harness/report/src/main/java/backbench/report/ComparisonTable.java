package backbench.report;

import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.results.CertificateResult;
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
          new Column("training", "samples/s", true, 12),
          new Column("training", "GFLOP/s", true, 2),
          new Column("prediction", "samples/s", true, 7),
          new Column("peak memory", "MiB", true, 6),
          new Column("training speed", "× baseline", true, 13),
          new Column("prediction speed", "× baseline", true, 3),
          new Column("status", "", false, 10));

  private ComparisonTable() {}

  static Table of(RunSummary summary) {
    Labels labels = new Labels(summary.run());
    DatasetLabels datasets = new DatasetLabels(summary.run());
    boolean allWell = summary.run().cells().stream().allMatch(cell -> cell.status().ranked());
    List<Group> groups =
        summary.workloads().stream()
            .map(
                workload ->
                    new Group(
                        title(workload, datasets),
                        workload.cells().stream()
                            .sorted(order())
                            .map(cell -> row(cell, labels, allWell))
                            .toList()))
            .toList();
    return new Table(COLUMNS, groups);
  }

  /** Fastest first, then what was measured but does not count, then what was not measured. */
  private static Comparator<CellSummary> order() {
    Comparator<CellSummary> kind =
        Comparator.comparing(cell -> cell.cell().status().ranked() ? 0 : measured(cell) ? 1 : 2);
    return kind.thenComparing(
        cell -> cell.trainRate().map(Estimate::value).orElse(0.0), Comparator.reverseOrder());
  }

  private static boolean measured(CellSummary cell) {
    return cell.cell().status().measured();
  }

  private static String title(WorkloadSummary workload, DatasetLabels datasets) {
    var facts = workload.cells().get(0).cell();
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

  private static Row row(CellSummary summary, Labels labels, boolean allWell) {
    var cell = summary.cell();
    String reason = cell.reason() == null ? "" : cell.reason();
    return new Row(
        List.of(
            summary
                .rank()
                .map(rank -> Value.label(rank.place() + " " + rank.groups()))
                .orElse(Value.NONE),
            Value.label(labels.of(cell.key().configuration())),
            Value.label(Numbers.count(cell.network().parameters())),
            certificate(Optional.ofNullable(cell.certificate())),
            show(summary.accuracy(), Numbers::fraction),
            show(summary.loss(), Numbers::loss),
            show(summary.epochSeconds(), Numbers::measured),
            show(summary.trainRate(), Numbers::measured),
            show(summary.trainGflops(), Numbers::measured),
            show(summary.predictRate(), Numbers::measured),
            show(summary.peakMebibytes(), Numbers::whole),
            speed(summary, summary.trainSpeed()),
            speed(summary, summary.predictSpeed()),
            allWell ? Value.NONE : status(summary)),
        !cell.status().ranked(),
        reason);
  }

  private static Value status(CellSummary summary) {
    Value name = Value.label(Statuses.name(summary.cell().status()));
    return summary.cell().status().ranked() ? name : name.as(Value.Kind.BAD);
  }

  private static Value speed(CellSummary summary, Optional<Ratio> speed) {
    if (summary.baseline()) {
      return Value.label("baseline");
    }
    return show(speed, ComparisonTable::shown);
  }

  /** Shows how many times as fast, marked where the two are told apart. */
  static Value shown(Ratio speed) {
    Value value = Numbers.ratio(speed);
    return speed.differs() ? value.as(speed.value() > 1 ? Value.Kind.GOOD : Value.Kind.BAD) : value;
  }

  private static <T> Value show(Optional<T> quantity, Function<T, Value> format) {
    return quantity.map(format).orElse(Value.NONE);
  }

  private static Value certificate(Optional<CertificateResult> made) {
    if (made.isEmpty()) {
      return Value.label("none").as(Value.Kind.BAD);
    }
    CertificateResult certificate = made.get();
    if (certificate.problem() != null) {
      return Value.label("✗ not made").as(Value.Kind.BAD);
    }
    String mark = certificate.passed() ? "✓" : "✗";
    Value.Kind kind = certificate.passed() ? Value.Kind.GOOD : Value.Kind.BAD;
    return worst(certificate)
        .filter(Check::compared)
        .map(
            check ->
                new Value(
                    mark + " " + Numbers.error(check.error()),
                    "of " + Numbers.error(check.tolerance()),
                    "",
                    kind))
        .orElseGet(() -> Value.label(certificate.passed() ? mark : mark + " failed").as(kind));
  }

  /** Finds the check that came closest to its tolerance, or went furthest beyond. */
  static Optional<Check> worst(CertificateResult certificate) {
    return certificate.checks().stream()
        .filter(check -> check.passed() == certificate.passed())
        .max(Comparator.comparingDouble(Check::share));
  }
}
