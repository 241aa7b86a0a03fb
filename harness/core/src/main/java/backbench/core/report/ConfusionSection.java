package backbench.core.report;

import backbench.core.report.Block.Heading;
import backbench.core.report.Block.Paragraph;
import backbench.core.report.Block.Tabular;
import backbench.core.report.Table.Column;
import backbench.core.report.Table.Group;
import backbench.core.report.Table.Row;
import backbench.core.result.Confusion;
import backbench.core.result.ForkResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Shows which class of the test samples was taken for which. */
final class ConfusionSection {

  private static final int MOST_CLASSES_SHOWN = 12;
  private static final int MOST_CONFUSIONS = 10;

  private static final List<Column> LARGEST =
      List.of(
          new Column("true", "", true, 9),
          new Column("taken for", "", true, 9),
          new Column("samples", "", true, 9),
          new Column("of the class", "%", true, 5));

  private ConfusionSection() {}

  /** Returns nothing for a run without matrices. */
  static List<Block> blocks(RunSummary summary) {
    Labels labels = new Labels(summary.run());
    List<Block> blocks = new ArrayList<>();
    for (WorkloadSummary workload : summary.workloads()) {
      List<Group> whole = new ArrayList<>();
      List<Group> largest = new ArrayList<>();
      List<Column> classes = new ArrayList<>();
      for (CellSummary cell : workload.cells()) {
        Optional<Confusion> sum = sum(cell);
        if (sum.isEmpty()) {
          continue;
        }
        boolean struck = !cell.cell().status().ranked();
        String title = workload.workload() + ", " + labels.of(cell.cell().key().configuration());
        int count = sum.get().classes();
        boolean fits =
            count <= MOST_CLASSES_SHOWN && (classes.isEmpty() || classes.size() == count + 1);
        if (fits) {
          if (classes.isEmpty()) {
            classes.addAll(columns(count));
          }
          whole.add(new Group(title, rows(sum.get(), struck)));
        } else {
          largest.add(new Group(title, largest(sum.get(), struck)));
        }
      }
      if (!whole.isEmpty()) {
        blocks.add(new Tabular(new Table(classes, whole)));
      }
      if (!largest.isEmpty()) {
        blocks.add(new Tabular(new Table(LARGEST, largest)));
      }
    }
    if (blocks.isEmpty()) {
      return List.of();
    }
    blocks.add(0, new Heading(2, "Confusions"));
    blocks.add(
        1,
        new Paragraph(
            "Test samples after the last epoch, summed over forks: a row for each true class, a"
                + " column for each class that they were taken for. Of networks with more than "
                + MOST_CLASSES_SHOWN
                + " classes, the most frequent confusions."));
    return blocks;
  }

  private static Optional<Confusion> sum(CellSummary cell) {
    List<Confusion> forks =
        cell.cell().measuredForks().stream()
            .map(ForkResult::confusion)
            .filter(Objects::nonNull)
            .toList();
    // A result from elsewhere may hold matrices that do not go together.
    return forks.stream().map(Confusion::classes).distinct().count() == 1
        ? forks.stream().reduce(Confusion::plus)
        : Optional.empty();
  }

  private static List<Column> columns(int classes) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("true", "", true, 9));
    for (int each = 0; each < classes; each++) {
      columns.add(new Column(String.valueOf(each), "", true, 5));
    }
    return columns;
  }

  private static List<Row> rows(Confusion confusion, boolean struck) {
    List<Row> rows = new ArrayList<>();
    for (int actual = 0; actual < confusion.classes(); actual++) {
      List<Value> values = new ArrayList<>();
      values.add(Value.label(String.valueOf(actual)));
      for (int taken = 0; taken < confusion.classes(); taken++) {
        long count = confusion.counts().get(actual).get(taken);
        Value.Kind kind = taken == actual ? Value.Kind.GOOD : Value.Kind.MEASURED;
        values.add(count == 0 ? Value.label("·") : Value.label(Numbers.count(count)).as(kind));
      }
      rows.add(new Row(values, struck, ""));
    }
    return rows;
  }

  private static List<Row> largest(Confusion confusion, boolean struck) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int actual = 0; actual < confusion.classes(); actual++) {
      List<Long> row = confusion.counts().get(actual);
      long samples = row.stream().mapToLong(Long::longValue).sum();
      for (int taken = 0; taken < row.size(); taken++) {
        if (taken != actual && row.get(taken) > 0) {
          mistakes.add(new Mistake(actual, taken, row.get(taken), samples));
        }
      }
    }
    return mistakes.stream()
        .sorted(Comparator.comparingLong(Mistake::count).reversed())
        .limit(MOST_CONFUSIONS)
        .map(mistake -> mistake.row(struck))
        .toList();
  }

  private record Mistake(int actual, int taken, long count, long samples) {

    Row row(boolean struck) {
      return new Row(
          List.of(
              Value.label(String.valueOf(actual)),
              Value.label(String.valueOf(taken)),
              Value.label(Numbers.count(count)).as(Value.Kind.MEASURED),
              Value.label(Numbers.significant(100.0 * count / samples, 2)).as(Value.Kind.MEASURED)),
          struck,
          "");
    }
  }
}
