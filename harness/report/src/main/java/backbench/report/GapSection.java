package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.EpochQuantity;
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

/** Holds training accuracy beside test accuracy: how far each network overfits. */
final class GapSection {

  private static final List<Column> COLUMNS =
      List.of(
          new Column("backend", "", false, 9),
          new Column("accuracy", "training", true, 9),
          new Column("accuracy", "test", true, 9),
          new Column("gap", "training less test", true, 9));

  private GapSection() {}

  /** Returns nothing where no training samples were evaluated. */
  static List<Element> elements(Report report) {
    Labels labels = new Labels(report.run());
    List<Group> groups = new ArrayList<>();
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      List<Row> rows = new ArrayList<>();
      for (CellAnalysis cell : workload.cells()) {
        cell.learning()
            .gap()
            .ifPresent(
                gap ->
                    rows.add(
                        new Row(
                            List.of(
                                Value.label(labels.of(cell)),
                                accuracy(cell, EpochQuantity.TRAIN_ACCURACY),
                                accuracy(cell, EpochQuantity.TEST_ACCURACY),
                                Numbers.difference(gap)),
                            !cell.ranked(),
                            "")));
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

  private static Value accuracy(CellAnalysis cell, EpochQuantity quantity) {
    return cell.learning().last(quantity).map(Numbers::fraction).orElse(Value.NONE);
  }
}
