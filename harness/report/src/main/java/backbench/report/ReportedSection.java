package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.ReportedAnalysis;
import backbench.analysis.numbers.ReportedAnalysis.Curve;
import backbench.analysis.numbers.ReportedAnalysis.Final;
import backbench.analysis.numbers.ReportedAnalysis.Judgement;
import backbench.analysis.numbers.ReportedAnalysis.Parameters;
import backbench.analysis.numbers.ReportedAnalysis.SecondsRange;
import backbench.analysis.numbers.ReportedAnalysis.Verdict;
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
import backbench.results.CellResult;
import backbench.results.Reported;
import backbench.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Holds what documents report beside what was measured. */
final class ReportedSection {

  private static final Heading HEADING = new Heading(2, "Reported and measured");

  private static final List<Column> COLUMNS =
      List.of(
          new Column("quantity", "", false, 9),
          new Column("reported", "", true, 9),
          new Column("backend", "", false, 9),
          new Column("measured", "", true, 9),
          new Column("seeds", "smallest to largest", false, 5),
          new Column("verdict", "", false, 8));

  private final Report report;
  private final Labels labels;

  private ReportedSection(Report report) {
    this.report = report;
    this.labels = new Labels(report.run());
  }

  /** Returns the tables of the numbers after the last epoch; nothing where nothing is reported. */
  static List<Element> numbers(Report report) {
    ReportedSection section = new ReportedSection(report);
    List<Group> groups = section.groups();
    List<String> remarks = section.remarks();
    if (groups.isEmpty() && remarks.isEmpty()) {
      return List.of();
    }
    List<Element> elements = new ArrayList<>();
    elements.add(HEADING);
    if (!groups.isEmpty()) {
      elements.add(new Tabular(new Table(COLUMNS, groups)));
    }
    if (!remarks.isEmpty()) {
      elements.add(new Items(remarks));
    }
    return elements;
  }

  /** Returns the same with its explanation, and what is reported epoch by epoch. */
  static List<Element> full(Report report) {
    ReportedSection section = new ReportedSection(report);
    List<Element> curves = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      workload.reported().ifPresent(one -> curves.addAll(section.curves(workload, one)));
    }
    List<Element> numbers = numbers(report);
    if (numbers.isEmpty() && curves.isEmpty()) {
      return List.of();
    }
    List<Element> elements = new ArrayList<>();
    elements.add(HEADING);
    elements.add(
        new Paragraph(
            "Measured: the mean over seeds, one a fork, after the last epoch, with its 95% interval."
                + " Reached: the mean is as good as what is reported, or better. Within the"
                + " interval: the mean is worse, by no more than the seeds leave open. There is no"
                + " verdict on a training of another length than the reported one, with a caveat,"
                + " or where a fork ended badly: the others are those that had luck. Training"
                + " accuracy is measured after the epoch, and by the document while it went on,"
                + " dropout and all. Times are of another machine. Nothing follows from either."));
    elements.addAll(numbers.stream().filter(block -> !block.equals(HEADING)).toList());
    elements.addAll(curves);
    return elements;
  }

  private Optional<Reported> document(WorkloadAnalysis workload) {
    return Optional.ofNullable(report.run().suite().reported().get(workload.workload()));
  }

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      document(workload)
          .ifPresent(
              document -> {
                List<Row> rows = rows(workload);
                if (!rows.isEmpty()) {
                  groups.add(
                      new Group(workload.workload() + ", reported by: " + document.source(), rows));
                }
              });
    }
    return groups;
  }

  private List<Row> rows(WorkloadAnalysis workload) {
    List<Row> rows = new ArrayList<>();
    workload
        .reported()
        .ifPresent(
            reported -> {
              reported.parameters().ifPresent(parameters -> rows.add(row(parameters)));
              reported.finals().forEach(each -> rows.addAll(rows(workload, each)));
              reported.epochSeconds().ifPresent(seconds -> rows.addAll(rows(workload, seconds)));
            });
    return rows;
  }

  private static Row row(Parameters parameters) {
    return new Row(
        List.of(
            Value.label("parameters"),
            Value.label(Numbers.count(parameters.reported())),
            Value.label("all"),
            Value.label(Numbers.count(parameters.own())),
            Value.NONE,
            parameters.equal()
                ? Value.label("equal").as(Value.Kind.GOOD)
                : Value.label("not equal").as(Value.Kind.BAD)),
        false,
        "");
  }

  private List<Row> rows(WorkloadAnalysis workload, Final reported) {
    List<Row> rows = new ArrayList<>();
    for (Judgement judgement : reported.cells()) {
      CellAnalysis cell = workload.cell(judgement.cell());
      rows.add(
          row(
              cell,
              Labels.quantity(reported.quantity()),
              Numbers.stated(reported.reported()),
              cell.learning().last(reported.quantity()),
              each -> Numbers.learned(reported.quantity(), each),
              Numbers::plain,
              verdict(cell, reported.quantity(), judgement.verdict())));
    }
    return rows;
  }

  private List<Row> rows(WorkloadAnalysis workload, SecondsRange reported) {
    List<Row> rows = new ArrayList<>();
    String low = Numbers.stated(reported.low());
    String shown =
        reported.low() == reported.high() ? low : low + " to " + Numbers.stated(reported.high());
    for (CellAnalysis cell : workload.cells()) {
      if (cell.standing().forksMeasured() > 0) {
        rows.add(
            row(
                cell,
                "seconds an epoch",
                shown,
                cell.throughput().epochSeconds(),
                Numbers::measured,
                seconds -> Numbers.significant(seconds, 3),
                Value.label("another machine")));
      }
    }
    return rows;
  }

  private Row row(
      CellAnalysis cell,
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
            Value.label(labels.of(cell)),
            estimate.map(measured).orElse(Value.NONE),
            estimate.map(each -> seeds(each, bound)).orElse(Value.NONE),
            verdict),
        !cell.ranked(),
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

  private Value verdict(CellAnalysis cell, EpochQuantity quantity, Verdict verdict) {
    boolean oneSeed = cell.learning().last(quantity).filter(each -> each.forks() == 1).isPresent();
    String alone = oneSeed ? " (one seed)" : "";
    String worse = quantity.accuracy() ? "below" : "above";
    CellResult raw = report.result(cell);
    return switch (verdict) {
      case REACHED -> Value.label("reached" + alone).as(Value.Kind.GOOD);
      case WITHIN_INTERVAL -> Value.label(worse + ", within the interval");
      case MISSED -> Value.label(worse + alone).as(Value.Kind.BAD);
      case NOT_MEASURED -> Value.label("not measured");
      case FORKS_LOST -> Value.label("none: " + Statuses.name(cell.standing().status()));
      case OTHER_LENGTH ->
          Value.label("none: " + raw.recipe().epochs() + " of " + reportedEpochs(raw) + " epochs");
      case CAVEAT -> Value.label("none: see the caveat");
      case MEASURED_OTHERWISE -> Value.label("none: measured otherwise");
    };
  }

  private int reportedEpochs(CellResult cell) {
    Reported document = report.run().suite().reported().get(cell.key().workload());
    return document == null ? 0 : document.epochs();
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      // Others are named above their numbers.
      document(workload)
          .filter(document -> rows(workload).isEmpty())
          .ifPresent(
              document -> remarks.add(workload.workload() + ", reported by: " + document.source()));
      document(workload)
          .map(Reported::caveat)
          .ifPresent(caveat -> remarks.add("caveat of " + workload.workload() + ": " + caveat));
    }
    return remarks;
  }

  private List<Element> curves(WorkloadAnalysis workload, ReportedAnalysis reported) {
    List<Element> elements = new ArrayList<>();
    int trained = report.result(workload.cells().get(0)).recipe().epochs();
    for (Curve curve : reported.curves()) {
      EpochQuantity quantity = curve.quantity();
      int epochs = Math.min(curve.epochs(), trained);
      List<CellAnalysis> cells =
          workload.cells().stream()
              .filter(cell -> cell.learning().last(quantity).isPresent())
              .toList();
      if (epochs > 0 && !cells.isEmpty()) {
        elements.add(
            new Tabular(new Table(columns(cells), List.of(group(workload, curve, epochs, cells)))));
      }
    }
    return elements;
  }

  private List<Column> columns(List<CellAnalysis> cells) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("epoch", "", true, 9));
    columns.add(new Column("reported", "", true, 9));
    cells.forEach(
        cell -> columns.add(new Column(Statuses.marked(labels.of(cell), cell), "", true, 5)));
    return columns;
  }

  private static Group group(
      WorkloadAnalysis workload, Curve curve, int epochs, List<CellAnalysis> cells) {
    EpochQuantity quantity = curve.quantity();
    List<Row> rows = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int at = epoch;
      List<Value> values = new ArrayList<>();
      values.add(Value.label(String.valueOf(epoch)));
      values.add(curve.at(epoch).map(each -> Value.label(Numbers.stated(each))).orElse(Value.NONE));
      for (CellAnalysis cell : cells) {
        values.add(
            cell.learning()
                .curve(quantity)
                .flatMap(measured -> measured.at(at))
                .map(each -> Numbers.learned(quantity, each))
                .orElse(Value.NONE));
      }
      rows.add(new Row(values, false, ""));
    }
    return new Group(workload.workload() + ": " + Labels.quantity(quantity) + " by epoch", rows);
  }
}
