package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.EpochCurve;
import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.ReportedAnalysis;
import backbench.analysis.numbers.WorkloadAnalysis;
import backbench.report.layout.Element;
import backbench.report.layout.Element.Heading;
import backbench.report.layout.Element.Paragraph;
import backbench.report.layout.Element.Picture;
import backbench.report.layout.Numbers;
import backbench.report.picture.CurvePanel;
import backbench.report.picture.CurvePanel.Line;
import backbench.report.picture.CurvePanel.Point;
import backbench.report.picture.CurveSvg;
import backbench.report.picture.PictureFiles;
import backbench.results.Reported;
import backbench.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws how each network learned: one picture a workload, from two epochs on. */
final class LearningCurves {

  /** The folder of the pictures, beside the report. */
  static final String FOLDER = "curves";

  private static final int LEAST_EPOCHS = 2;

  private LearningCurves() {}

  /** Returns the pictures by their path beside the report, as SVG. */
  static Map<String, String> pictures(Report report) {
    Map<String, String> pictures = new LinkedHashMap<>();
    for (Chart chart : charts(report)) {
      pictures.put(
          chart.path, CurveSvg.draw(chart.title, chart.description(), chart.names, chart.panels));
    }
    return pictures;
  }

  /** Returns the part of the report that shows them; nothing where there is none. */
  static List<Element> elements(Report report) {
    List<Chart> charts = charts(report);
    if (charts.isEmpty()) {
      return List.of();
    }
    List<Element> elements = new ArrayList<>();
    elements.add(new Heading(2, "Learning curves"));
    elements.add(
        new Paragraph(
            "Lines are means over forks; bands reach from the smallest to the largest fork. Dashed"
                + " lines are reported numbers, with rings where the document omits epochs. The"
                + " training loss is the mean of an epoch's steps, each before its update."));
    charts.forEach(chart -> elements.add(new Picture(chart.path, chart.description())));
    return elements;
  }

  private static List<Chart> charts(Report report) {
    List<Chart> charts = new ArrayList<>();
    Labels labels = new Labels(report.run());
    List<WorkloadAnalysis> workloads = report.analysis().workloads();
    for (int i = 0; i < workloads.size(); i++) {
      WorkloadAnalysis workload = workloads.get(i);
      List<CellAnalysis> cells =
          workload.cells().stream()
              .filter(cell -> cell.learning().epochs() >= LEAST_EPOCHS)
              .toList();
      if (!cells.isEmpty()) {
        charts.add(
            new Chart(
                PictureFiles.ofWorkload(FOLDER, workload, i),
                workload.workload(),
                cells.stream().map(cell -> Statuses.marked(labels.of(cell), cell)).toList(),
                panels(report, workload, cells)));
      }
    }
    return charts;
  }

  private static List<CurvePanel> panels(
      Report report, WorkloadAnalysis workload, List<CellAnalysis> cells) {
    int epochs = cells.stream().mapToInt(cell -> cell.learning().epochs()).max().orElse(0);
    Optional<Reported> document =
        Optional.ofNullable(report.run().suite().reported().get(workload.workload()));
    List<CurvePanel> panels = new ArrayList<>();
    for (EpochQuantity quantity : EpochQuantity.values()) {
      List<Line> lines = new ArrayList<>();
      for (int series = 0; series < cells.size(); series++) {
        int at = series;
        cells
            .get(series)
            .learning()
            .curve(quantity)
            .ifPresent(curve -> lines.add(new Line(at, points(curve))));
      }
      if (!lines.isEmpty()) {
        boolean wholeTraining =
            document.filter(reported -> reported.epochs() == epochs).isPresent();
        workload
            .reported()
            .map(reported -> reported(reported, quantity, epochs, wholeTraining))
            .ifPresent(lines::addAll);
        panels.add(new CurvePanel(Labels.quantity(quantity), quantity.accuracy(), lines));
      }
    }
    return panels;
  }

  private static List<Point> points(EpochCurve curve) {
    List<Point> points = new ArrayList<>();
    for (EpochCurve.Point point : curve.points()) {
      Estimate measured = point.measured();
      points.add(
          new Point(point.epoch(), measured.value(), measured.smallest(), measured.largest()));
    }
    return points;
  }

  /** Returns the reported curve, else what is reported after the last epoch, if that is here. */
  private static List<Line> reported(
      ReportedAnalysis reported, EpochQuantity quantity, int epochs, boolean wholeTraining) {
    List<Point> points = new ArrayList<>();
    reported
        .curve(quantity)
        .ifPresent(
            curve ->
                curve.points().stream()
                    .filter(point -> point.epoch() <= epochs)
                    .forEach(point -> points.add(level(point.epoch(), point.value()))));
    if (points.isEmpty() && wholeTraining) {
      reported.last(quantity).ifPresent(last -> points.add(level(epochs, last)));
    }
    return points.isEmpty() ? List.of() : List.of(new Line(Line.REPORTED, points));
  }

  private static Point level(int epoch, double value) {
    return new Point(epoch, value, value, value);
  }

  private record Chart(String path, String title, List<String> names, List<CurvePanel> panels) {

    /** Says in words where the lines end. */
    String description() {
      List<String> parts = new ArrayList<>();
      for (CurvePanel panel : panels) {
        int epochs = panel.lines().stream().mapToInt(line -> line.end().epoch()).max().orElse(0);
        List<String> ends = new ArrayList<>();
        for (Line line : panel.lines()) {
          Point end = line.end();
          String name = line.reported() ? "reported" : names.get(line.series());
          String earlier = end.epoch() < epochs ? " (epoch " + end.epoch() + ")" : "";
          ends.add(name + " " + Numbers.plain(end.value()) + earlier);
        }
        parts.add(panel.title() + " after " + epochs + " epochs: " + String.join(", ", ends));
      }
      return title + ". " + String.join("; ", parts) + ".";
    }
  }
}
