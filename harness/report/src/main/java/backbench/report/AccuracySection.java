package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.Equivalence;
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

/** Says whether identical networks reach the same accuracy on each backend. */
final class AccuracySection {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backend", "", false, 9),
          new Column("accuracy", "test", true, 8),
          new Column("difference", "mean over seeds", true, 8),
          new Column("seeds", "", true, 5),
          new Column("verdict", "", false, 9));

  private final Report report;
  private final Labels labels;

  private AccuracySection(Report report) {
    this.report = report;
    this.labels = new Labels(report.run());
  }

  /**
   * Returns nothing where no workload was measured on two configurations, or where the suite named
   * no margin to judge by.
   */
  static List<Element> elements(Report report) {
    AccuracySection section = new AccuracySection(report);
    List<Group> groups = section.groups();
    if (groups.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Heading(2, "Accuracy across backends"),
        new Paragraph(
            "Test accuracy after the last epoch, less that of the reference, seed against seed: a"
                + " seed gives both the same weights and the same batches. Equivalent: the 95%"
                + " interval of the difference lies within ±"
                + section.shownMargin()
                + ". Not shown: the seeds leave open that it is more; that is not a difference"
                + " either. None: a fork ended badly, and the others are those that had luck."),
        new Tabular(new Table(COLUMNS, groups)));
  }

  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      List<Row> rows = new ArrayList<>();
      for (CellAnalysis cell : workload.cells()) {
        cell.learning()
            .equivalence()
            .ifPresent(equivalence -> rows.add(row(workload, cell, equivalence)));
      }
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    return groups;
  }

  private Row row(WorkloadAnalysis workload, CellAnalysis cell, Equivalence equivalence) {
    return new Row(
        List.of(
            Value.label(labels.of(cell)),
            cell.learning()
                .last(EpochQuantity.TEST_ACCURACY)
                .map(Numbers::fraction)
                .orElse(Value.NONE),
            equivalence.verdict() == Equivalence.Verdict.REFERENCE
                ? Value.label("reference")
                : equivalence.difference().map(Numbers::difference).orElse(Value.NONE),
            Value.label(String.valueOf(equivalence.seeds())),
            verdict(workload, cell, equivalence)),
        !cell.ranked(),
        "");
  }

  private Value verdict(WorkloadAnalysis workload, CellAnalysis cell, Equivalence equivalence) {
    return switch (equivalence.verdict()) {
      case REFERENCE -> Value.NONE;
      case EQUIVALENT -> Value.label("equivalent within ±" + shownMargin()).as(Value.Kind.GOOD);
      case DIFFERENT -> Value.label("differs by " + difference(equivalence)).as(Value.Kind.BAD);
      case NOT_SHOWN ->
          Value.label(
              equivalence.seeds() == 1
                  ? "not shown (one seed shows nothing)"
                  : "not shown (" + equivalence.seeds() + " seeds)");
      case NO_COMMON_SEED -> Value.label("not shown (no seed in common)");
      case FORKS_LOST -> Value.label("none: " + Statuses.name(cell.standing().status()));
      case REFERENCE_FORKS_LOST ->
          Value.label(
              "none: the reference is "
                  + Statuses.name(workload.cell(equivalence.reference()).standing().status()));
    };
  }

  private static String difference(Equivalence equivalence) {
    return equivalence.difference().map(each -> Numbers.signed(each.value())).orElse("");
  }

  private String shownMargin() {
    return report.analysis().accuracyMargin().map(Numbers::stated).orElse("");
  }
}
