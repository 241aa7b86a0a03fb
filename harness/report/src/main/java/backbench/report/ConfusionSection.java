package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.Confusions;
import backbench.analysis.numbers.Confusions.Mistake;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Paragraph;
import backbench.report.layout.Element.Picture;
import backbench.report.layout.Element.Tabular;
import backbench.report.layout.Numbers;
import backbench.report.layout.Table;
import backbench.report.layout.Table.Column;
import backbench.report.layout.Table.Group;
import backbench.report.layout.Table.Row;
import backbench.report.layout.Value;
import backbench.report.picture.ConfusionSvg;
import backbench.report.picture.PictureFiles;
import backbench.results.CellResult.DatasetFacts;
import backbench.results.samples.Confusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows which class of the test samples was taken for which. */
final class ConfusionSection {

  /** The folder of the pictures, beside the report. */
  static final String FOLDER = "confusions";

  private static final int MOST_CLASSES_SHOWN = 12;

  private static final List<Column> LARGEST =
      List.of(
          new Column("true", "", false, 9),
          new Column("taken for", "", false, 9),
          new Column("samples", "", true, 9),
          new Column("of the class", "%", true, 5));

  private ConfusionSection() {}

  /** Returns the pictures by their path beside the report, as SVG: of more classes than a table. */
  static Map<String, String> pictures(Report report) {
    Map<String, String> pictures = new LinkedHashMap<>();
    for (int i = 0; i < report.analysis().workloads().size(); i++) {
      WorkloadAnalysis workload = report.analysis().workloads().get(i);
      List<ConfusionSvg.Panel> panels = panels(report, workload);
      if (!panels.isEmpty()) {
        pictures.put(
            PictureFiles.ofWorkload(FOLDER, workload, i),
            ConfusionSvg.draw(
                title(workload),
                description(workload, panels),
                report.result(workload.cells().get(0)).dataset(),
                panels));
      }
    }
    return pictures;
  }

  private static List<ConfusionSvg.Panel> panels(Report report, WorkloadAnalysis workload) {
    Labels labels = new Labels(report.run());
    List<ConfusionSvg.Panel> panels = new ArrayList<>();
    for (CellAnalysis cell : workload.cells()) {
      cell.learning()
          .confusions()
          .filter(confusions -> confusions.counts().classes() > MOST_CLASSES_SHOWN)
          .ifPresent(
              confusions ->
                  panels.add(
                      new ConfusionSvg.Panel(Statuses.marked(labels.of(cell), cell), confusions)));
    }
    return panels;
  }

  private static String title(WorkloadAnalysis workload) {
    return workload.workload() + ": which class was taken for which";
  }

  /** Says in words how much is right. */
  private static String description(WorkloadAnalysis workload, List<ConfusionSvg.Panel> panels) {
    List<String> parts = new ArrayList<>();
    for (ConfusionSvg.Panel panel : panels) {
      Confusions confusions = panel.confusions();
      parts.add(
          panel.title()
              + " "
              + Numbers.count(confusions.right())
              + " right of "
              + Numbers.count(confusions.samples()));
    }
    return title(workload) + ". " + String.join("; ", parts) + ".";
  }

  /** Returns nothing for a run without matrices. */
  static List<Element> elements(Report report) {
    Labels labels = new Labels(report.run());
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < report.analysis().workloads().size(); i++) {
      WorkloadAnalysis workload = report.analysis().workloads().get(i);
      List<Group> whole = new ArrayList<>();
      List<Group> largest = new ArrayList<>();
      List<Column> classes = new ArrayList<>();
      for (CellAnalysis cell : workload.cells()) {
        Optional<Confusions> counted = cell.learning().confusions();
        if (counted.isEmpty()) {
          continue;
        }
        Confusion sum = counted.get().counts();
        boolean struck = !cell.ranked();
        String title = workload.workload() + ", " + labels.of(cell);
        int count = sum.classes();
        boolean fits =
            count <= MOST_CLASSES_SHOWN && (classes.isEmpty() || classes.size() == count + 1);
        if (fits) {
          if (classes.isEmpty()) {
            classes.addAll(columns(count, report.result(cell).dataset()));
          }
          whole.add(new Group(title, rows(sum, report.result(cell).dataset(), struck)));
        } else {
          largest.add(
              new Group(title, largest(counted.get(), report.result(cell).dataset(), struck)));
        }
      }
      if (!whole.isEmpty()) {
        elements.add(new Tabular(new Table(classes, whole)));
      }
      List<ConfusionSvg.Panel> panels = panels(report, workload);
      if (!panels.isEmpty()) {
        elements.add(
            new Picture(
                PictureFiles.ofWorkload(FOLDER, workload, i), description(workload, panels)));
      }
      if (!largest.isEmpty()) {
        elements.add(new Tabular(new Table(LARGEST, largest)));
      }
    }
    if (elements.isEmpty()) {
      return List.of();
    }
    elements.add(0, new Heading(2, "Confusions"));
    elements.add(
        1,
        new Paragraph(
            "Test samples after the last epoch, summed over forks: a row for each true class, a"
                + " column for each class that they were taken for. Of networks with more than "
                + MOST_CLASSES_SHOWN
                + " classes, a picture, right in green and wrong in orange, the stronger the larger the"
                + " part of the true class, and the most frequent confusions."));
    return elements;
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

  private static List<Row> largest(Confusions confusions, DatasetFacts names, boolean struck) {
    return confusions.largest().stream().map(mistake -> row(mistake, names, struck)).toList();
  }

  private static Row row(Mistake mistake, DatasetFacts names, boolean struck) {
    return new Row(
        List.of(
            Value.label(names.className(mistake.actual())),
            Value.label(names.className(mistake.taken())),
            Value.label(Numbers.count(mistake.count())).as(Value.Kind.MEASURED),
            Value.label(Numbers.significant(mistake.percent(), 2)).as(Value.Kind.MEASURED)),
        struck,
        "");
  }
}
