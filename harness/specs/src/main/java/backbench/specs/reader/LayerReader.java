package backbench.specs.reader;

import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Padding;
import backbench.graph.Window;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what a node computes from the keys that belong to its kind of layer. */
final class LayerReader {

  private static final int MOST = 65_536;
  private static final int LARGEST_WINDOW = 1024;

  private static final String PADDING_FORMS = "same, valid or [top, bottom, left, right]";

  /** In order of name, as errors list them. */
  private static final SortedMap<String, Padding> PADDINGS =
      new TreeMap<>(Map.of("same", new Padding.Same(), "valid", new Padding.Valid()));

  private LayerReader() {}

  /** Returns the keys that a kind has besides those of every node. */
  static List<String> keys(LayerKind kind) {
    return switch (kind) {
      case CONV2D -> List.of("filters", "kernel", "stride", "padding", "bias", "weights", "biases");
      case MAX_POOL2D, AVG_POOL2D -> List.of("kernel", "stride", "padding");
      case BATCH_NORM -> List.of("epsilon", "momentum");
      case LRN -> List.of("size", "k", "alpha", "beta");
      case DROPOUT -> List.of("rate");
      case DENSE -> List.of("units", "bias", "weights", "biases");
      case AFFINE_SAMPLER -> List.of("height", "width");
      case RELU, FLATTEN -> List.of();
    };
  }

  /** Reads a layer; keys that are left out take Keras' defaults. */
  static Layer read(LayerKind kind, YamlFields fields) {
    return switch (kind) {
      case CONV2D ->
          new Layer.Conv2d(
              fields.required("filters").integer(1, MOST),
              window(fields, new int[] {1, 1}),
              bias(fields),
              weights(fields),
              biases(fields));
      case MAX_POOL2D -> new Layer.MaxPool2d(window(fields, pair(fields.required("kernel"))));
      case AVG_POOL2D -> new Layer.AvgPool2d(window(fields, pair(fields.required("kernel"))));
      case BATCH_NORM -> batchNorm(fields, new Layer.BatchNorm());
      case LRN -> localResponseNorm(fields, new Layer.LocalResponseNorm());
      case RELU -> new Layer.Relu();
      case DROPOUT ->
          new Layer.Dropout(
              fields
                  .required("rate")
                  .number("a number of at least 0 and below 1", x -> x >= 0 && x < 1));
      case FLATTEN -> new Layer.Flatten();
      case DENSE ->
          new Layer.Dense(
              fields.required("units").integer(1, MOST),
              bias(fields),
              weights(fields),
              biases(fields));
      case AFFINE_SAMPLER ->
          new Layer.AffineSampler(
              fields.required("height").integer(2, MOST),
              fields.required("width").integer(2, MOST));
    };
  }

  private static Window window(YamlFields fields, int[] defaultStride) {
    int[] kernel = pair(fields.required("kernel"));
    int[] stride = fields.optional("stride").map(LayerReader::pair).orElse(defaultStride);
    Padding padding =
        fields.optional("padding").map(LayerReader::padding).orElse(new Padding.Valid());
    return new Window(kernel[0], kernel[1], stride[0], stride[1], padding);
  }

  private static int[] pair(YamlValue value) {
    if (value.isList()) {
      return value.items(2, 2, "one number or [height, width]").stream()
          .mapToInt(LayerReader::windowSize)
          .toArray();
    }
    int size = windowSize(value);
    return new int[] {size, size};
  }

  private static int windowSize(YamlValue value) {
    return value.integer(1, LARGEST_WINDOW);
  }

  private static Padding padding(YamlValue value) {
    if (value.isText()) {
      return value.choice(PADDINGS);
    }
    if (!value.isList()) {
      throw value.expected(PADDING_FORMS);
    }
    List<Integer> sides =
        value.items(4, 4, PADDING_FORMS).stream()
            .map(side -> side.integer(0, LARGEST_WINDOW))
            .toList();
    return new Padding.Explicit(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
  }

  private static Layer batchNorm(YamlFields fields, Layer.BatchNorm keras) {
    return new Layer.BatchNorm(
        optional(
            fields,
            "epsilon",
            keras.epsilon(),
            value -> value.number("a number above 0 and below 1", x -> x > 0 && x < 1)),
        optional(
            fields,
            "momentum",
            keras.momentum(),
            value -> value.number("a number of at least 0 and below 1", x -> x >= 0 && x < 1)));
  }

  private static Layer localResponseNorm(YamlFields fields, Layer.LocalResponseNorm paper) {
    int size = optional(fields, "size", paper.size(), value -> oddSize(value));
    double k = optional(fields, "k", paper.k(), LayerReader::positive);
    double alpha =
        optional(
            fields,
            "alpha",
            paper.alpha(),
            value -> value.number("a number of at least 0", x -> x >= 0));
    double beta = optional(fields, "beta", paper.beta(), LayerReader::positive);
    return new Layer.LocalResponseNorm(size, k, alpha, beta);
  }

  private static int oddSize(YamlValue value) {
    int size = value.integer(1, LARGEST_WINDOW);
    if (size % 2 == 0) {
      throw value.expected("an odd number: the channel itself and as many on either side");
    }
    return size;
  }

  private static double positive(YamlValue value) {
    return value.number("a number above 0", x -> x > 0);
  }

  private static boolean bias(YamlFields fields) {
    return optional(fields, "bias", true, YamlValue::flag);
  }

  private static Initializer weights(YamlFields fields) {
    return optional(fields, "weights", new Initializer.GlorotUniform(), InitializerReader::weights);
  }

  private static Initializer biases(YamlFields fields) {
    if (!bias(fields) && fields.optional("biases").isPresent()) {
      throw fields
          .required("biases")
          .error("the layer has no biases; expected no such key with bias: false");
    }
    return optional(fields, "biases", new Initializer.Zeros(), InitializerReader::biases);
  }

  private static <T> T optional(
      YamlFields fields, String key, T otherwise, Function<YamlValue, T> reader) {
    return fields.optional(key).map(reader).orElse(otherwise);
  }
}
