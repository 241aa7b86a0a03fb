package backbench.specs.reader;

import backbench.data.DataSource;
import backbench.data.drawing.Drawing;
import backbench.graph.Shape;
import backbench.specs.DatasetSource;
import backbench.specs.DatasetSpec;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlFile;
import backbench.specs.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a dataset's description; the data itself is not opened. */
final class DatasetReader {

  static final List<String> KEYS =
      List.of(
          "id", "title", "shape", "classes", "class_names", "source", "licence", "origin", "files");
  static final Map<String, Drawing> DRAWINGS =
      Arrays.stream(Drawing.values())
          .collect(Collectors.toUnmodifiableMap(Drawing::key, Function.identity()));
  static final List<String> SOURCE_KEYS =
      Stream.concat(
              Arrays.stream(Drawing.values()).map(Drawing::key),
              DatasetFiles.READERS.keySet().stream())
          .toList();
  static final List<String> DRAWN_KEYS = List.of("seed", "train", "test");

  private DatasetReader() {}

  /** Reads a file; throws {@code INVALID_SPEC} for a breach of the format. */
  static DatasetSpec read(Path file) {
    YamlFields root = YamlValue.root(YamlFile.read(file)).fields("a dataset", KEYS);
    String id = SpecNames.idOf(file, root.required("id"));
    String title = root.required("title").text();
    YamlValue shapeValue = root.required("shape");
    Shape shape = ArchitectureReader.shape(shapeValue);
    if (!shape.isImage()) {
      throw shapeValue.expected("[channels, height, width]");
    }
    YamlValue classesValue = root.required("classes");
    int classes = classesValue.integer(2, DataSource.MAX_CLASSES);
    DatasetSource source = source(root.required("source"));
    List<String> categories = DatasetFiles.categories(source);
    if (!categories.isEmpty() && categories.size() != classes) {
      throw classesValue.error(
          "%d classes for %d categories; expected one class for each category"
              .formatted(classes, categories.size()));
    }
    if (source instanceof DatasetSource.Drawn drawn) {
      requireDrawn(drawn.drawing(), shapeValue, shape, classes);
    }
    DatasetFiles.requireFit(source, shapeValue, shape, classes);
    return new DatasetSpec(
        id,
        title,
        shape,
        classes,
        source,
        new DatasetSpec.Rights(root.required("licence").text(), root.required("origin").text()),
        root.optional("class_names").map(names -> classNames(names, classes)).orElse(categories),
        root.optional("files").map(files -> DownloadReader.read(files, source)).orElse(List.of()));
  }

  private static List<String> classNames(YamlValue value, int classes) {
    return value
        .items(classes, classes, "a name for each of the %d classes".formatted(classes))
        .stream()
        .map(YamlValue::text)
        .toList();
  }

  private static void requireDrawn(Drawing drawing, YamlValue place, Shape shape, int classes) {
    if (!shape.equals(drawing.shape()) || classes != drawing.classes()) {
      throw place.error(
          "%s are generated as %s in %d classes; expected this shape and this number of classes"
              .formatted(drawing.key(), drawing.shape(), drawing.classes()));
    }
  }

  private static DatasetSource source(YamlValue value) {
    YamlFields.Choice choice = value.fields("a source", SOURCE_KEYS).choice();
    Drawing drawing = DRAWINGS.get(choice.key());
    if (drawing == null) {
      return DatasetFiles.read(choice.key(), choice.value());
    }
    YamlFields drawn = choice.value().fields("a " + drawing.key() + " source", DRAWN_KEYS);
    return new DatasetSource.Drawn(
        drawing,
        drawn.required("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
        drawn.required("train").integer(1, drawing.mostSamples()),
        drawn.required("test").integer(1, drawing.mostSamples()));
  }
}
