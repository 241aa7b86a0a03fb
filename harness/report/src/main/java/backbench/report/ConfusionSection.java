package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Picture;
import backbench.report.Block.Tabular;
import backbench.report.Table.Column;
import backbench.report.Table.Group;
import backbench.report.Table.Row;
import backbench.results.CellResult.DatasetFacts;
import backbench.results.samples.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows which class of the test samples was taken for which. */
final class ConfusionSection {

  /** The folder of the pictures, beside the report. */
  static final String FOLDER = "confusions";

  private static final int MOST_CLASSES_SHOWN = 12;
  private static final int MOST_CONFUSIONS = 10;

  private static final List<Column> LARGEST =
      List.of(
          new Column("true", "", false, 9),
          new Column("taken for", "", false, 9),
          new Column("samples", "", true, 9),
          new Column("of the class", "%", true, 5));

  private ConfusionSection() {}

  /** Returns the pictures by their path beside the report, as SVG: of more classes than a table. */
  static Map<String, String> pictures(RunSummary summary) {
    Map<String, String> pictures = new LinkedHashMap<>();
    for (int i = 0; i < summary.workloads().size(); i++) {
      WorkloadSummary workload = summary.workloads().get(i);
      List<ConfusionSvg.Panel> panels = panels(summary, workload);
      if (!panels.isEmpty()) {
        pictures.put(
            PictureFiles.ofWorkload(FOLDER, workload, i),
            ConfusionSvg.draw(
                title(workload),
                description(workload, panels),
                workload.cells().get(0).cell().dataset(),
                panels));
      }
    }
    return pictures;
  }

  private static List<ConfusionSvg.Panel> panels(RunSummary summary, WorkloadSummary workload) {
    Labels labels = new Labels(summary.run());
    List<ConfusionSvg.Panel> panels = new ArrayList<>();
    for (CellSummary cell : workload.cells()) {
      sum(cell)
          .filter(confusion -> confusion.classes() > MOST_CLASSES_SHOWN)
          .ifPresent(
              confusion ->
                  panels.add(
                      new ConfusionSvg.Panel(
                          Statuses.marked(labels.of(cell.cell().key().configuration()), cell),
                          confusion)));
    }
    return panels;
  }

  private static String title(WorkloadSummary workload) {
    return workload.workload() + ": which class was taken for which";
  }

  /** Says in words how much is right. */
  private static String description(WorkloadSummary workload, List<ConfusionSvg.Panel> panels) {
    List<String> parts = new ArrayList<>();
    for (ConfusionSvg.Panel panel : panels) {
      Confusion confusion = panel.counts();
      long right = 0;
      long all = 0;
      for (int actual = 0; actual < confusion.classes(); actual++) {
        right += confusion.counts().get(actual).get(actual);
        all += confusion.counts().get(actual).stream().mapToLong(Long::longValue).sum();
      }
      parts.add(panel.title() + " " + Numbers.count(right) + " right of " + Numbers.count(all));
    }
    return title(workload) + ". " + String.join("; ", parts) + ".";
  }

  /** Returns nothing for a run without matrices. */
  static List<Block> blocks(RunSummary summary) {
    Labels labels = new Labels(summary.run());
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < summary.workloads().size(); i++) {
      WorkloadSummary workload = summary.workloads().get(i);
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
            classes.addAll(columns(count, cell.cell().dataset()));
          }
          whole.add(new Group(title, rows(sum.get(), cell.cell().dataset(), struck)));
        } else {
          largest.add(new Group(title, largest(sum.get(), cell.cell().dataset(), struck)));
        }
      }
      if (!whole.isEmpty()) {
        blocks.add(new Tabular(new Table(classes, whole)));
      }
      List<ConfusionSvg.Panel> panels = panels(summary, workload);
      if (!panels.isEmpty()) {
        blocks.add(
            new Picture(
                PictureFiles.ofWorkload(FOLDER, workload, i), description(workload, panels)));
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
                + " classes, a picture, right in green and wrong in orange, the stronger the larger the"
                + " part of the true class, and the most frequent confusions."));
    return blocks;
  }

  private static Optional<Confusion> sum(CellSummary cell) {
    List<Confusion> forks =
        cell.cell().measuredForks().stream()
            .map(fork -> fork.training().confusion())
            .filter(Objects::nonNull)
            .toList();
    // A result from elsewhere may hold matrices that do not go together.
    return forks.stream().map(Confusion::classes).distinct().count() == 1
        ? forks.stream().reduce(Confusion::plus)
        : Optional.empty();
  }

  private static List<Column> columns(int classes, DatasetFacts names) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("true", "", true, 9));
    for (int each = 0; each < classes; each++) {
      columns.add(new Column(names.className(each), "", true, 5));
    }
    return columns;
  }

  private static List<Row> rows(Confusion confusion, DatasetFacts names, boolean struck) {
    List<Row> rows = new ArrayList<>();
    for (int actual = 0; actual < confusion.classes(); actual++) {
      List<Value> values = new ArrayList<>();
      values.add(Value.label(names.className(actual)));
      for (int taken = 0; taken < confusion.classes(); taken++) {
        long count = confusion.counts().get(actual).get(taken);
        Value.Kind kind = taken == actual ? Value.Kind.GOOD : Value.Kind.MEASURED;
        values.add(count == 0 ? Value.label("·") : Value.label(Numbers.count(count)).as(kind));
      }
      rows.add(new Row(values, struck, ""));
    }
    return rows;
  }

  private static List<Row> largest(Confusion confusion, DatasetFacts names, boolean struck) {
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
        .map(mistake -> mistake.row(names, struck))
        .toList();
  }

  private record Mistake(int actual, int taken, long count, long samples) {

    Row row(DatasetFacts names, boolean struck) {
      return new Row(
          List.of(
              Value.label(names.className(actual)),
              Value.label(names.className(taken)),
              Value.label(Numbers.count(count)).as(Value.Kind.MEASURED),
              Value.label(Numbers.significant(100.0 * count / samples, 2)).as(Value.Kind.MEASURED)),
          struck,
          "");
    }
  }
}
