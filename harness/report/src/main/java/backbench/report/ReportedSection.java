package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Items;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.results.Reported;
import backbench.stats.Estimate;
import backbench.stats.ForkSample;
import backbench.stats.HierarchicalBootstrap;
import backbench.stats.Interval;
import backbench.stats.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds what documents report beside what was measured. */
final class ReportedSection {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  private static final Heading HEADING = new Heading(2, "Reported and measured");

  private static final List<Column> COLUMNS =
      List.of(
          new Column("quantity", "", false, 9),
          new Column("reported", "", true, 9),
          new Column("backend", "", false, 9),
          new Column("measured", "", true, 9),
          new Column("seeds", "smallest to largest", false, 5),
          new Column("verdict", "", false, 8));

  private final RunSummary summary;
  private final Labels labels;

  private ReportedSection(RunSummary summary) {
    this.summary = summary;
    this.labels = new Labels(summary.run());
  }

  /** Returns the tables of the numbers after the last epoch; nothing where nothing is reported. */
  static List<Block> numbers(RunSummary summary) {
    ReportedSection section = new ReportedSection(summary);
    List<Group> groups = section.groups();
    List<String> remarks = section.remarks();
    if (groups.isEmpty() && remarks.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(HEADING);
    if (!groups.isEmpty()) {
      blocks.add(new Tabular(new Table(COLUMNS, groups)));
    }
    if (!remarks.isEmpty()) {
      blocks.add(new Items(remarks));
    }
    return blocks;
  }

  /** Returns the same with its explanation, and what is reported epoch by epoch. */
  static List<Block> full(RunSummary summary) {
    ReportedSection section = new ReportedSection(summary);
    List<Block> curves = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      section.reported(workload).ifPresent(one -> curves.addAll(section.curves(workload, one)));
    }
    List<Block> numbers = numbers(summary);
    if (numbers.isEmpty() && curves.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(HEADING);
    blocks.add(
        new Paragraph(
            "Measured: the mean over seeds, one a fork, after the last epoch, with its 95% interval."
                + " Reached: the mean is as good as what is reported, or better. Within the"
                + " interval: the mean is worse, by no more than the seeds leave open. There is no"
                + " verdict on a training of another length than the reported one, with a caveat,"
                + " or where a fork ended badly: the others are those that had luck. Training"
                + " accuracy is measured after the epoch, and by the document while it went on,"
                + " dropout and all. Times are of another machine. Nothing follows from either."));
    blocks.addAll(numbers.stream().filter(block -> !block.equals(HEADING)).toList());
    blocks.addAll(curves);
    return blocks;
  }

  private Optional<Reported> reported(WorkloadSummary workload) {
    return Optional.ofNullable(summary.run().suite().reported().get(workload.workload()));
  }

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      Optional<Reported> reported = reported(workload);
      if (reported.isPresent()) {
        List<Row> rows = rows(workload, reported.get());
        if (!rows.isEmpty()) {
          groups.add(
              new Group(workload.workload() + ", reported by: " + reported.get().source(), rows));
        }
      }
    }
    return groups;
  }

  private List<Row> rows(WorkloadSummary workload, Reported reported) {
    List<Row> rows = new ArrayList<>();
    if (reported.parameters() != null) {
      long own = workload.cells().get(0).cell().network().parameters();
      rows.add(
          new Row(
              List.of(
                  Value.label("parameters"),
                  Value.label(Numbers.count(reported.parameters())),
                  Value.label("all"),
                  Value.label(Numbers.count(own)),
                  Value.NONE,
                  own == reported.parameters()
                      ? Value.label("equal").as(Value.Kind.GOOD)
                      : Value.label("not equal").as(Value.Kind.BAD)),
              false,
              ""));
    }
    for (EpochQuantity quantity :
        List.of(
            EpochQuantity.TEST_ACCURACY,
            EpochQuantity.TEST_LOSS,
            EpochQuantity.VALIDATION_ACCURACY,
            EpochQuantity.VALIDATION_LOSS,
            EpochQuantity.TRAIN_ACCURACY)) {
      rows.addAll(rows(workload, quantity, reported));
    }
    rows.addAll(seconds(workload, reported.epochSeconds()));
    return rows;
  }

  private List<Row> rows(WorkloadSummary workload, EpochQuantity quantity, Reported document) {
    List<Row> rows = new ArrayList<>();
    Double reported = quantity.reported(document);
    if (reported == null) {
      return rows;
    }
    boolean accuracy = quantity.accuracy();
    for (CellSummary cell : measured(workload)) {
      List<ForkSample> forks = new Samples(cell.cell()).last(quantity);
      Optional<Estimate> estimate =
          forks.isEmpty() ? Optional.empty() : Optional.of(BOOTSTRAP.estimate(forks, Scale.LINEAR));
      rows.add(
          row(
              cell,
              quantity.label(),
              Numbers.stated(reported),
              estimate,
              each -> accuracy ? Numbers.fraction(each) : Numbers.loss(each),
              Numbers::plain,
              estimate
                  .map(
                      each ->
                          incomparable(cell, quantity, document)
                              .orElse(verdict(each, reported, accuracy)))
                  .orElse(Value.label("not measured"))));
    }
    return rows;
  }

  private List<Row> seconds(WorkloadSummary workload, Reported.@Nullable Seconds reported) {
    List<Row> rows = new ArrayList<>();
    if (reported == null) {
      return rows;
    }
    String low = Numbers.stated(reported.low());
    String shown =
        reported.low() == reported.high() ? low : low + " to " + Numbers.stated(reported.high());
    for (CellSummary cell : measured(workload)) {
      rows.add(
          row(
              cell,
              "seconds an epoch",
              shown,
              cell.epochSeconds(),
              Numbers::measured,
              seconds -> Numbers.significant(seconds, 3),
              Value.label("another machine")));
    }
    return rows;
  }

  private Row row(
      CellSummary cell,
      String quantity,
      String reported,
      Optional<Estimate> estimate,
      Function<Estimate, Value> measured,
      Function<Double, String> bound,
      Value verdict) {
    return new Row(
        List.of(
            Value.label(quantity),
            Value.label(reported),
            Value.label(labels.of(cell.cell().key().configuration())),
            estimate.map(measured).orElse(Value.NONE),
            estimate.map(each -> seeds(each, bound)).orElse(Value.NONE),
            verdict),
        !cell.cell().status().ranked(),
        "");
  }

  private static Value seeds(Estimate estimate, Function<Double, String> bound) {
    return Value.label(
        estimate.forks() == 1
            ? "1"
            : estimate.forks()
                + ": "
                + bound.apply(estimate.smallest())
                + " to "
                + bound.apply(estimate.largest()));
  }

  /** Says why what is reported is no measure of what was measured, where it is none. */
  private static Optional<Value> incomparable(
      CellSummary cell, EpochQuantity quantity, Reported document) {
    if (Statuses.survivors(cell)) {
      return Optional.of(Value.label("none: " + Statuses.name(cell.cell().status())));
    }
    int own = cell.cell().recipe().epochs();
    if (own != document.epochs()) {
      return Optional.of(Value.label("none: " + own + " of " + document.epochs() + " epochs"));
    }
    if (document.caveat() != null) {
      return Optional.of(Value.label("none: see the caveat"));
    }
    return quantity == EpochQuantity.TRAIN_ACCURACY
        ? Optional.of(Value.label("none: measured otherwise"))
        : Optional.empty();
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      // Others are named above their numbers.
      reported(workload)
          .filter(document -> rows(workload, document).isEmpty())
          .ifPresent(
              document -> remarks.add(workload.workload() + ", reported by: " + document.source()));
      reported(workload)
          .map(Reported::caveat)
          .ifPresent(caveat -> remarks.add("caveat of " + workload.workload() + ": " + caveat));
    }
    return remarks;
  }

  /** Compares what is measured as precisely as it was reported: 5,935 of 6,000 are 0.9892. */
  private static Value verdict(Estimate measured, double reported, boolean accuracy) {
    double mean = Numbers.asPreciselyAs(reported, measured.value());
    boolean reached = accuracy ? mean >= reported : mean <= reported;
    String alone = measured.forks() == 1 ? " (one seed)" : "";
    if (reached) {
      return Value.label("reached" + alone).as(Value.Kind.GOOD);
    }
    String worse = accuracy ? "below" : "above";
    Optional<Interval> interval = measured.interval();
    if (interval.isPresent() && shown(interval.get(), reported).contains(reported)) {
      return Value.label(worse + ", within the interval");
    }
    return Value.label(worse + alone).as(Value.Kind.BAD);
  }

  private static Interval shown(Interval interval, double reported) {
    return new Interval(
        Numbers.asPreciselyAs(reported, interval.low()),
        Numbers.asPreciselyAs(reported, interval.high()));
  }

  private List<Block> curves(WorkloadSummary workload, Reported reported) {
    List<Block> blocks = new ArrayList<>();
    for (EpochQuantity quantity : EpochQuantity.values()) {
      List<Double> curve = quantity.curve(reported);
      int epochs = Math.min(curve.size(), workload.cells().get(0).cell().recipe().epochs());
      List<CellSummary> cells =
          measured(workload).stream()
              .filter(cell -> new Samples(cell.cell()).everMeasured(quantity))
              .toList();
      if (epochs == 0 || cells.isEmpty()) {
        continue;
      }
      List<Column> columns = new ArrayList<>();
      columns.add(new Column("epoch", "", true, 9));
      columns.add(new Column("reported", "", true, 9));
      cells.forEach(
          cell ->
              columns.add(
                  new Column(
                      Statuses.marked(labels.of(cell.cell().key().configuration()), cell),
                      "",
                      true,
                      5)));
      List<Row> rows = new ArrayList<>();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        List<Value> values = new ArrayList<>();
        values.add(Value.label(String.valueOf(epoch)));
        double stated = curve.get(epoch - 1);
        values.add(Double.isNaN(stated) ? Value.NONE : Value.label(Numbers.stated(stated)));
        for (CellSummary cell : cells) {
          List<ForkSample> forks = new Samples(cell.cell()).after(epoch, quantity);
          values.add(
              forks.isEmpty()
                  ? Value.NONE
                  : quantity.accuracy()
                      ? Numbers.fraction(BOOTSTRAP.estimate(forks, Scale.LINEAR))
                      : Numbers.loss(BOOTSTRAP.estimate(forks, Scale.LINEAR)));
        }
        rows.add(new Row(values, false, ""));
      }
      blocks.add(
          new Tabular(
              new Table(
                  columns,
                  List.of(
                      new Group(
                          workload.workload() + ": " + quantity.label() + " by epoch", rows)))));
    }
    return blocks;
  }

  private static List<CellSummary> measured(WorkloadSummary workload) {
    return workload.cells().stream()
        .filter(cell -> !cell.cell().measuredForks().isEmpty())
        .toList();
  }
}
