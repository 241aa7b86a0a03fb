package backbench.report;

import backbench.report.Block.Heading;
import backbench.report.Block.Paragraph;
import backbench.report.Block.Picture;
import backbench.report.CurvePanel.Line;
import backbench.report.CurvePanel.Point;
import backbench.results.Reported;
import backbench.stats.ForkSample;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
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
  static Map<String, String> pictures(RunSummary summary) {
    Map<String, String> pictures = new LinkedHashMap<>();
    for (Chart chart : charts(summary)) {
      pictures.put(
          chart.path, CurveSvg.draw(chart.title, chart.description(), chart.names, chart.panels));
    }
    return pictures;
  }

  /** Returns the part of the report that shows them; nothing where there is none. */
  static List<Block> blocks(RunSummary summary) {
    List<Chart> charts = charts(summary);
    if (charts.isEmpty()) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading(2, "Learning curves"));
    blocks.add(
        new Paragraph(
            "Lines are means over forks, bands reach from the smallest to the largest fork; what is"
                + " reported is dashed, and ringed where it is not of every epoch. The training loss is"
                + " the mean of an epoch's steps, each before its update."));
    charts.forEach(chart -> blocks.add(new Picture(chart.path, chart.description())));
    return blocks;
  }

  private static List<Chart> charts(RunSummary summary) {
    List<Chart> charts = new ArrayList<>();
    Labels labels = new Labels(summary.run());
    for (int i = 0; i < summary.workloads().size(); i++) {
      WorkloadSummary workload = summary.workloads().get(i);
      List<String> names = new ArrayList<>();
      List<Samples> cells = new ArrayList<>();
      int epochs = 0;
      for (CellSummary cell : workload.cells()) {
        Samples samples = new Samples(cell.cell());
        int own =
            samples.forks().stream()
                .mapToInt(fork -> fork.training().epochs().size())
                .max()
                .orElse(0);
        if (own >= LEAST_EPOCHS) {
          names.add(Statuses.marked(labels.of(cell.cell().key().configuration()), cell));
          cells.add(samples);
          epochs = Math.max(epochs, own);
        }
      }
      if (!cells.isEmpty()) {
        String name = workload.workload();
        Optional<Reported> reported =
            Optional.ofNullable(summary.run().suite().reported().get(name));
        charts.add(
            new Chart(
                PictureFiles.ofWorkload(FOLDER, workload, i),
                name,
                names,
                panels(cells, reported, epochs)));
      }
    }
    return charts;
  }

  private static List<CurvePanel> panels(
      List<Samples> cells, Optional<Reported> reported, int epochs) {
    List<CurvePanel> panels = new ArrayList<>();
    for (EpochQuantity quantity : EpochQuantity.values()) {
      List<Line> lines = new ArrayList<>();
      for (int series = 0; series < cells.size(); series++) {
        List<Point> points = points(cells.get(series), quantity, epochs);
        if (!points.isEmpty()) {
          lines.add(new Line(series, points));
        }
      }
      if (!lines.isEmpty()) {
        reported.map(one -> reported(one, quantity, epochs)).ifPresent(lines::addAll);
        panels.add(new CurvePanel(quantity.label(), quantity.accuracy(), lines));
      }
    }
    return panels;
  }

  private static List<Point> points(Samples samples, EpochQuantity quantity, int epochs) {
    List<Point> points = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      List<ForkSample> forks = samples.after(epoch, quantity);
      if (!forks.isEmpty()) {
        DoubleSummaryStatistics spread =
            forks.stream().mapToDouble(ForkSample::mean).summaryStatistics();
        points.add(new Point(epoch, spread.getAverage(), spread.getMin(), spread.getMax()));
      }
    }
    return points;
  }

  /** Returns the reported curve, else what is reported after the last epoch, if that is here. */
  private static List<Line> reported(Reported document, EpochQuantity quantity, int epochs) {
    List<Point> points = new ArrayList<>();
    List<Double> curve = quantity.curve(document);
    for (int epoch = 1; epoch <= Math.min(epochs, curve.size()); epoch++) {
      if (!Double.isNaN(curve.get(epoch - 1))) {
        points.add(level(epoch, curve.get(epoch - 1)));
      }
    }
    Double last = quantity.reported(document);
    if (points.isEmpty() && last != null && epochs == document.epochs()) {
      points.add(level(epochs, last));
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
