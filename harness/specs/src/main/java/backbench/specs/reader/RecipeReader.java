package backbench.specs.reader;

import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.graph.Shape;
import backbench.specs.RecipeSpec;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlValue;
import backbench.spi.Optimizer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads a recipe, or the part of one that a network changes.
 *
 * <p>Left out: pixels are scaled to 0..1, nothing is set aside, each epoch is shuffled, all samples
 * are used, as they are, parameters start as the network says, and it keeps its dropout.
 */
final class RecipeReader {

  static final List<String> KEYS =
      List.of(
          "optimizer",
          "batch",
          "epochs",
          "scaling",
          "validation",
          "shuffle",
          "train",
          "test",
          "weights",
          "biases",
          "dropout",
          "augmentation");
  static final List<String> OPTIMIZERS = List.of("adam", "rmsprop", "sgd");
  static final List<String> ADAM_KEYS = List.of("learning_rate", "beta1", "beta2", "epsilon");
  static final List<String> RMSPROP_KEYS = List.of("learning_rate", "rho", "epsilon");
  static final List<String> SGD_KEYS = List.of("learning_rate", "momentum");
  static final List<String> SCALING_KEYS = List.of("factor", "offset");
  static final Map<String, Scaling> SCALINGS = scalings();

  private static final int LARGEST_BATCH = 65_536;

  private final YamlFields suite;
  private final Optional<YamlFields> changes;

  private RecipeReader(YamlFields suite, Optional<YamlFields> changes) {
    this.suite = suite;
    this.changes = changes;
  }

  /** Checks the keys of a recipe. */
  static YamlFields fields(YamlValue value) {
    return value.fields("a recipe", KEYS);
  }

  /**
   * Reads a recipe: what the changes say, else what the suite says, else the default.
   *
   * @param samples the shape of one sample of the dataset
   * @param trainSamples the size of the training set, where it is known without opening it
   * @param testSamples the size of the test set, likewise
   */
  static RecipeSpec read(
      YamlFields suite,
      Optional<YamlFields> changes,
      Shape samples,
      OptionalInt trainSamples,
      OptionalInt testSamples) {
    return new RecipeReader(suite, changes).read(samples, trainSamples, testSamples);
  }

  /**
   * Reads whether the network keeps its dropout: what the changes say, else the suite, else yes.
   */
  static boolean dropout(YamlFields suite, Optional<YamlFields> changes) {
    return new RecipeReader(suite, changes).optional("dropout", YamlValue::flag).orElse(true);
  }

  private RecipeSpec read(Shape samples, OptionalInt trainSamples, OptionalInt testSamples) {
    return new RecipeSpec(
        required("optimizer", RecipeReader::optimizer),
        required("batch", value -> value.integer(1, LARGEST_BATCH)),
        required("epochs", value -> value.integer(1, RecipeSpec.MOST_EPOCHS)),
        optional("scaling", RecipeReader::scaling).orElse(Scaling.UNIT),
        optional("shuffle", YamlValue::flag).orElse(true),
        new Selection(
            limit("train", trainSamples),
            optional("validation", RecipeReader::fraction).orElse(0.0),
            limit("test", testSamples)),
        initializers(),
        augmentation(samples));
  }

  private <T> T required(String key, Function<YamlValue, T> reader) {
    return optional(key, reader).orElseGet(() -> reader.apply(suite.required(key)));
  }

  /** Reads a key in both places, so that a mistake in the suite's shows even if it is replaced. */
  private <T> Optional<T> optional(String key, Function<YamlValue, T> reader) {
    Optional<T> common = suite.optional(key).map(reader);
    Optional<T> changed = changes.flatMap(fields -> fields.optional(key)).map(reader);
    return changed.isPresent() ? changed : common;
  }

  private Optional<Integer> limit(String key, OptionalInt samples) {
    Optional<YamlValue> counts = optional(key, value -> positive(value));
    int most = samples.orElse(Integer.MAX_VALUE);
    // Only what counts has to fit: what the suite says may be of another network's dataset.
    return counts.map(value -> value.integer(1, most));
  }

  private Augmentation augmentation(Shape samples) {
    // As with the limits: only what counts has to fit this network's dataset.
    return optional("augmentation", RecipeReader::augmented)
        .map(value -> AugmentationReader.fitting(value, samples))
        .orElse(Augmentation.NONE);
  }

  private static YamlValue augmented(YamlValue value) {
    AugmentationReader.read(value);
    return value;
  }

  private static YamlValue positive(YamlValue value) {
    value.integer(1, Integer.MAX_VALUE);
    return value;
  }

  private Map<ParameterRole, Initializer> initializers() {
    Map<ParameterRole, Initializer> initializers = new EnumMap<>(ParameterRole.class);
    optional("weights", value -> ofAnySize(value, InitializerReader.weights(value)))
        .ifPresent(initializer -> initializers.put(ParameterRole.WEIGHT, initializer));
    optional("biases", value -> ofAnySize(value, InitializerReader.biases(value)))
        .ifPresent(initializer -> initializers.put(ParameterRole.BIAS, initializer));
    return initializers;
  }

  private static Initializer ofAnySize(YamlValue value, Initializer initializer) {
    if (initializer instanceof Initializer.Values) {
      throw value.error(
          "listed values; expected an initialiser for parameters of any size: a recipe initialises all layers");
    }
    return initializer;
  }

  private static double fraction(YamlValue value) {
    return value.number("a number of at least 0 and below 1", x -> x >= 0 && x < 1);
  }

  private static Optimizer optimizer(YamlValue value) {
    YamlFields.Choice choice = value.fields("an optimizer", OPTIMIZERS).choice();
    return switch (choice.key()) {
      case "adam" -> adam(choice.value().fields("adam", ADAM_KEYS));
      case "rmsprop" -> rmsProp(choice.value().fields("rmsprop", RMSPROP_KEYS));
      default -> sgd(choice.value().fields("sgd", SGD_KEYS));
    };
  }

  private static Optimizer adam(YamlFields adam) {
    double rate = rate(adam);
    Optimizer.Adam keras = new Optimizer.Adam(rate);
    return new Optimizer.Adam(
        rate,
        adam.optional("beta1").map(RecipeReader::fraction).orElse(keras.beta1()),
        adam.optional("beta2").map(RecipeReader::fraction).orElse(keras.beta2()),
        adam.optional("epsilon").map(RecipeReader::epsilon).orElse(keras.epsilon()));
  }

  private static Optimizer rmsProp(YamlFields rmsProp) {
    double rate = rate(rmsProp);
    Optimizer.RmsProp keras = new Optimizer.RmsProp(rate);
    return new Optimizer.RmsProp(
        rate,
        rmsProp.optional("rho").map(RecipeReader::fraction).orElse(keras.rho()),
        rmsProp.optional("epsilon").map(RecipeReader::epsilon).orElse(keras.epsilon()));
  }

  private static Optimizer sgd(YamlFields sgd) {
    return new Optimizer.Sgd(
        rate(sgd), sgd.optional("momentum").map(RecipeReader::fraction).orElse(0.0));
  }

  private static double epsilon(YamlValue value) {
    return value.number("a number above 0 and below 1", x -> x > 0 && x < 1);
  }

  private static double rate(YamlFields fields) {
    return fields.required("learning_rate").number("a number above 0", x -> x > 0);
  }

  private static Scaling scaling(YamlValue value) {
    if (value.isText()) {
      return value.choice(SCALINGS);
    }
    if (!value.isMapping()) {
      throw value.expected(
          "one of " + String.join(", ", SCALINGS.keySet()) + ", or {factor: …, offset: …}");
    }
    YamlFields fields = value.fields("a scaling", SCALING_KEYS);
    return new Scaling(
        fields.required("factor").number("a number other than 0", x -> x != 0),
        fields.optional("offset").map(YamlValue::number).orElse(0.0));
  }

  private static Map<String, Scaling> scalings() {
    Map<String, Scaling> scalings = new LinkedHashMap<>();
    scalings.put("unit", Scaling.UNIT);
    scalings.put("centered", Scaling.CENTERED);
    scalings.put("none", Scaling.IDENTITY);
    return Collections.unmodifiableMap(scalings);
  }
}
