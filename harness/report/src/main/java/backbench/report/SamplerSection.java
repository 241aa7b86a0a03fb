package backbench.report;

import backbench.analysis.numbers.CellAnalysis;
import backbench.analysis.numbers.Learning.SamplerLengths;
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
import backbench.report.picture.PictureFiles;
import backbench.report.picture.SamplerPicture;
import backbench.results.ForkResult;
import backbench.results.samples.SampledImages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows what trained affine samplers pick out of images: a picture for each cell. */
final class SamplerSection {

  /** The folder of the pictures, beside the report. */
  static final String FOLDER = "samplers";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("sample", "", true, 9),
          new Column("true", "", true, 9),
          new Column("taken for", "", true, 9),
          new Column("magnified", "×", true, 9));

  private SamplerSection() {}

  /**
   * Holds a picture and what is said of it.
   *
   * @param path where it lies, from the report's folder
   * @param title which cell it is of
   * @param images what it shows
   * @param lengths how large it shows them
   * @param struck whether the cell's numbers are struck through
   */
  private record Shown(
      String path, String title, SampledImages images, SamplerLengths lengths, boolean struck) {}

  /** Returns the pictures by their path beside the report, as PNG. */
  static Map<String, byte[]> pictures(Report report) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    shown(report).forEach(each -> pictures.put(each.path, SamplerPicture.png(each.images)));
    return pictures;
  }

  /** Returns the part of the report that shows them; nothing where there is none. */
  static List<Element> elements(Report report) {
    List<Shown> all = shown(report);
    if (all.isEmpty()) {
      return List.of();
    }
    List<Element> elements = new ArrayList<>();
    elements.add(new Heading(2, "What samplers pick out"));
    elements.add(
        new Paragraph(
            "The first test samples, as the network is fed them, with the outline of what the sampler"
                + " reads; below each, what it hands on. Computed by the oracle, in double"
                + " precision, from the parameters that the backend trained in fork 1. Magnified: how"
                + " many times as large a length of the sample is in the frame of what is handed on,"
                + " whatever pixels the two have."));
    for (Shown each : all) {
      elements.add(
          new Picture(
              each.path,
              each.title
                  + ": test samples with the outline of what the sampler '"
                  + each.images.node()
                  + "' reads, above what it hands on"));
    }
    elements.add(
        new Tabular(
            new Table(
                COLUMNS, all.stream().map(each -> new Group(each.title, rows(each))).toList())));
    return elements;
  }

  private static List<Row> rows(Shown shown) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shown.images.images().size(); i++) {
      SampledImages.Image image = shown.images.images().get(i);
      rows.add(
          new Row(
              List.of(
                  Value.label(String.valueOf(i + 1)),
                  Value.label(String.valueOf(image.label())),
                  Value.label(String.valueOf(image.predicted()))
                      .as(image.label() == image.predicted() ? Value.Kind.GOOD : Value.Kind.BAD),
                  magnified(shown.lengths.magnifications().get(i))),
              shown.struck,
              ""));
    }
    return rows;
  }

  private static Value magnified(Optional<Double> times) {
    return times
        .map(each -> Value.label(Numbers.significant(each, 2)).as(Value.Kind.MEASURED))
        .orElse(Value.NONE);
  }

  private static List<Shown> shown(Report report) {
    List<Shown> shown = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Labels labels = new Labels(report.run());
    for (WorkloadAnalysis workload : report.analysis().workloads()) {
      for (CellAnalysis cell : workload.cells()) {
        // The analysis tells of each sampler of each fork in the order of the result.
        Iterator<SamplerLengths> lengths = cell.learning().samplers().iterator();
        for (ForkResult fork : report.result(cell).measuredForks()) {
          for (SampledImages images : fork.training().sampled()) {
            String label = labels.of(cell);
            shown.add(
                new Shown(
                    path(workload.workload(), label, images.node(), taken),
                    workload.workload() + ", " + Statuses.marked(label, cell),
                    images,
                    lengths.next(),
                    !cell.ranked()));
          }
        }
      }
    }
    return shown;
  }

  /** Names a file of its own; a result from elsewhere may be of what is no name of one. */
  private static String path(String workload, String label, String node, Set<String> taken) {
    String name =
        workload + "-" + label.replaceAll("[^a-z0-9]+", "-") + "-" + node.replace('_', '-');
    String path = FOLDER + "/" + (PictureFiles.isPlain(name) ? name : "sampler") + ".png";
    for (int number = 2; !taken.add(path); number++) {
      path = path.replaceFirst("(-\\d+)?\\.png$", "-" + number + ".png");
    }
    return path;
  }
}
