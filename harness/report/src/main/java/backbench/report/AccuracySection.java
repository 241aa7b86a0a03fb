package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.stats.PairedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says whether identical networks reach the same accuracy on each backend. */
final class AccuracySection {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backend", "", false, 9),
          new Column("accuracy", "test", true, 8),
          new Column("difference", "mean over seeds", true, 8),
          new Column("seeds", "", true, 5),
          new Column("verdict", "", false, 9));

  private final RunSummary summary;
  private final Labels labels;
  private final double margin;

  private AccuracySection(RunSummary summary, double margin) {
    this.summary = summary;
    this.labels = new Labels(summary.run());
    this.margin = margin;
  }

  /**
   * Returns nothing where no workload was measured on two configurations, or where the suite named
   * no margin to judge by.
   */
  static List<Block> blocks(RunSummary summary) {
    Double margin = summary.run().settings().accuracy().margin();
    if (margin == null) {
      return List.of();
    }
    AccuracySection section = new AccuracySection(summary, margin);
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
    for (WorkloadSummary workload : summary.workloads()) {
      List<CellSummary> cells =
          workload.cells().stream().filter(cell -> !seeds(cell).isEmpty()).toList();
      if (cells.size() > 1) {
        CellSummary reference = reference(cells);
        groups.add(
            new Group(
                workload.workload(), cells.stream().map(cell -> row(cell, reference)).toList()));
      }
    }
    return groups;
  }

  /** Takes the baseline, else the first with a certificate, else the first. */
  private static CellSummary reference(List<CellSummary> cells) {
    return cells.stream()
        .filter(CellSummary::baseline)
        .findFirst()
        .or(() -> cells.stream().filter(cell -> cell.cell().status().ranked()).findFirst())
        .orElse(cells.get(0));
  }

  private Row row(CellSummary cell, CellSummary reference) {
    boolean struck = !cell.cell().status().ranked();
    Value label = Value.label(labels.of(cell.cell().key().configuration()));
    Value accuracy = cell.accuracy().map(Numbers::fraction).orElse(Value.NONE);
    if (cell.cell().key().equals(reference.cell().key())) {
      return new Row(
          List.of(
              label,
              accuracy,
              Value.label("reference"),
              Value.label(String.valueOf(seeds(cell).size())),
              Value.NONE),
          struck,
          "");
    }
    Optional<PairedDifference> difference =
        PairedDifference.of(seeds(cell), seeds(reference), step(cell));
    return new Row(
        List.of(
            label,
            accuracy,
            difference.map(Numbers::difference).orElse(Value.NONE),
            Value.label(String.valueOf(difference.map(PairedDifference::seeds).orElse(0))),
            difference
                .map(each -> verdict(cell, reference, each))
                .orElse(Value.label("not shown (no seed in common)"))),
        struck,
        "");
  }

  private Value verdict(CellSummary cell, CellSummary reference, PairedDifference difference) {
    if (Statuses.survivors(cell)) {
      return Value.label("none: " + Statuses.name(cell.cell().status()));
    }
    if (Statuses.survivors(reference)) {
      return Value.label("none: the reference is " + Statuses.name(reference.cell().status()));
    }
    return switch (difference.within(margin)) {
      case EQUIVALENT -> Value.label("equivalent within ±" + shownMargin()).as(Value.Kind.GOOD);
      case DIFFERENT ->
          Value.label("differs by " + Numbers.signed(difference.value())).as(Value.Kind.BAD);
      case NOT_SHOWN ->
          Value.label(
              difference.seeds() == 1
                  ? "not shown (one seed shows nothing)"
                  : "not shown (" + difference.seeds() + " seeds)");
    };
  }

  private String shownMargin() {
    return Numbers.stated(margin);
  }

  private Map<Integer, Double> seeds(CellSummary cell) {
    return new Samples(cell.cell()).accuracyBySeed();
  }

  /** Returns what one test sample makes. */
  private static double step(CellSummary cell) {
    return 1.0 / Math.max(1, cell.cell().recipe().testSamples());
  }
}
