package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.stats.HierarchicalBootstrap;
import backbench.stats.Scale;
import java.util.ArrayList;
import java.util.List;

/** Holds training accuracy beside test accuracy: how far each network overfits. */
final class GapSection {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backend", "", false, 9),
          new Column("accuracy", "training", true, 9),
          new Column("accuracy", "test", true, 9),
          new Column("gap", "training less test", true, 9));

  private GapSection() {}

  /** Returns nothing where no training samples were evaluated. */
  static List<Block> blocks(RunSummary summary) {
    Labels labels = new Labels(summary.run());
    List<Group> groups = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      List<Row> rows = new ArrayList<>();
      for (CellSummary cell : workload.cells()) {
        Samples samples = new Samples(cell.cell());
        if (!samples.gap().isEmpty()) {
          rows.add(
              new Row(
                  List.of(
                      Value.label(labels.of(cell.cell().key().configuration())),
                      accuracy(samples, EpochQuantity.TRAIN_ACCURACY),
                      accuracy(samples, EpochQuantity.TEST_ACCURACY),
                      Numbers.difference(BOOTSTRAP.estimate(samples.gap(), Scale.LINEAR))),
                  !cell.cell().status().ranked(),
                  ""));
        }
      }
      if (!rows.isEmpty()) {
        groups.add(new Group(workload.workload(), rows));
      }
    }
    if (groups.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Heading(2, "Training and test accuracy"),
        new Paragraph(
            "After the last epoch, means over forks; of the training samples the first 10,000 at most,"
                + " without dropout and fed as the test samples are, however the recipe varies them."
                + " The gap is taken fork by fork."),
        new Tabular(new Table(COLUMNS, groups)));
  }

  private static Value accuracy(Samples samples, EpochQuantity quantity) {
    return Numbers.fraction(BOOTSTRAP.estimate(samples.last(quantity), Scale.LINEAR));
  }
}
