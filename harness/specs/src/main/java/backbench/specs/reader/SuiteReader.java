package backbench.specs.reader;

import backbench.commons.NearestName;
import backbench.data.Augmentation;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.specs.ArchitectureSpec;
import backbench.specs.DatasetSource;
import backbench.specs.DatasetSpec;
import backbench.specs.MeasureSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SuiteSpec;
import backbench.specs.yaml.YamlErrors;
import backbench.specs.yaml.YamlFields;
import backbench.specs.yaml.YamlFile;
import backbench.specs.yaml.YamlValue;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a suite and everything that it names. */
final class SuiteReader {

  static final List<String> KEYS =
      List.of("id", "title", "dataset", "networks", "backends", "recipe", "measure");
  static final List<String> WORKLOAD_KEYS =
      List.of("network", "as", "dataset", "recipe", "reported");
  static final List<String> MEASURE_KEYS =
      List.of(
          "forks",
          "seed",
          "device",
          "threads",
          "tuning",
          "warmup_seconds",
          "timeout_seconds",
          "baseline",
          "predict",
          "accuracy_margin",
          "target_accuracy",
          "evaluate_training",
          "sampler_images");
  static final List<String> PREDICT_KEYS = List.of("batch", "warmup_seconds", "seconds");
  static final Map<String, Tuning> TUNINGS =
      new TreeMap<>(
          Map.of(
              "best", Tuning.BEST,
              "as_it_comes", Tuning.AS_IT_COMES,
              "engine_loop", Tuning.ENGINE_LOOP));
  static final Map<String, Device> DEVICES =
      new TreeMap<>(Map.of("cpu", Device.CPU, "gpu", Device.GPU));
  static final String ALL_BACKENDS = "all";

  private static final int MOST_ITEMS = 100;
  private static final int MOST_THREADS = 1024;
  private static final int MOST_SECONDS = 86_400;
  private static final int MOST_WARMUP_SECONDS = 600;
  private static final int MOST_SAMPLER_IMAGES = 100;
  private static final int LARGEST_BATCH = 65_536;
  private static final int USUAL_FORKS = 3;
  private static final int USUAL_SEED = 1;
  private static final int USUAL_TIMEOUT_SECONDS = 600;
  private static final double USUAL_WARMUP_SECONDS = 1;
  private static final MeasureSpec.Predict USUAL_PREDICT = new MeasureSpec.Predict(64, 0.5, 1);

  private final Path file;
  private final Catalog catalog;
  private final YamlFields root;

  private SuiteReader(Path file, Catalog catalog) {
    this.file = file;
    this.catalog = catalog;
    this.root = YamlValue.root(YamlFile.read(file)).fields("a suite", KEYS);
  }

  /** Reads a file; throws {@code INVALID_SPEC} for a breach of the format or a misfit. */
  static SuiteSpec read(Path file, Catalog catalog) {
    return new SuiteReader(file, catalog).read();
  }

  private SuiteSpec read() {
    String id = SpecNames.idOf(file, root.required("id"));
    String title = root.required("title").text();
    Optional<DatasetSpec> usual =
        root.optional("dataset").map(dataset -> catalog.dataset(dataset, file));
    YamlFields recipe = RecipeReader.fields(root.required("recipe"));
    List<SuiteSpec.Workload> workloads = workloads(usual, recipe);
    List<String> backends = backends(root.required("backends"));
    return new SuiteSpec(id, title, workloads, backends, measure(backends));
  }

  private List<SuiteSpec.Workload> workloads(Optional<DatasetSpec> usual, YamlFields recipe) {
    List<SuiteSpec.Workload> workloads = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (YamlValue value : root.required("networks").items(1, MOST_ITEMS)) {
      SuiteSpec.Workload workload = workload(value, usual, recipe);
      if (!ids.add(workload.id())) {
        throw value.error(
            "a second workload '%s'; expected another name: {network: …, as: …}"
                .formatted(workload.id()));
      }
      workloads.add(workload);
    }
    return workloads;
  }

  private SuiteSpec.Workload workload(
      YamlValue value, Optional<DatasetSpec> usual, YamlFields recipe) {
    Optional<YamlFields> fields =
        value.isMapping()
            ? Optional.of(value.fields("a network of a suite", WORKLOAD_KEYS))
            : Optional.empty();
    YamlValue name = fields.map(all -> all.required("network")).orElse(value);
    ArchitectureSpec network = catalog.architecture(name, file);
    Optional<YamlValue> named = fields.flatMap(all -> all.optional("dataset"));
    DatasetSpec dataset =
        named
            .map(other -> catalog.dataset(other, file))
            .or(() -> usual)
            .orElseThrow(
                () ->
                    value.error(
                        "no dataset for '%s'; expected the key 'dataset' here or in the suite"
                            .formatted(network.id())));
    Optional<YamlFields> changes =
        fields.flatMap(all -> all.optional("recipe")).map(RecipeReader::fields);
    RecipeSpec read =
        RecipeReader.read(
            recipe,
            changes,
            dataset.shape(),
            dataset.source().trainSamples(),
            dataset.source().testSamples());
    requireFit(named.orElse(name), network.graph(), dataset, read.augmentation());
    if (!read.augmentation().isNone() && dataset.source() instanceof DatasetSource.Npz) {
      throw named
          .orElse(name)
          .error(
              "'%s' holds arrays of floats, which cannot be augmented; expected a recipe without augmentation"
                  .formatted(dataset.id()));
    }
    ArchitectureSpec trained =
        RecipeReader.dropout(recipe, changes) ? network : network.withoutDropout();
    return new SuiteSpec.Workload(
        fields.flatMap(all -> all.optional("as")).map(SpecNames::id).orElse(network.id()),
        trained,
        dataset,
        read,
        fields
            .flatMap(all -> all.optional("reported"))
            .map(reported -> ReportedReader.read(reported, network, read.epochs())));
  }

  private static void requireFit(
      YamlValue place, ResolvedGraph network, DatasetSpec dataset, Augmentation augmentation) {
    Shape fed = augmentation.shape(dataset.shape());
    if (!network.inputShape().equals(fed)) {
      throw place.error(
          "'%s' takes %s; expected a network for the dataset '%s', whose samples are %s%s"
              .formatted(
                  network.id(),
                  network.inputShape(),
                  dataset.id(),
                  fed,
                  fed.equals(dataset.shape()) ? "" : " when cropped"));
    }
    if (network.classes() != dataset.classes()) {
      throw place.error(
          "'%s' has %d classes; expected a network for the dataset '%s', which has %d"
              .formatted(network.id(), network.classes(), dataset.id(), dataset.classes()));
    }
  }

  /** Reads ids of backends, which planning looks up among those installed. */
  private static List<String> backends(YamlValue value) {
    // A word that is near to it is a typing error; another one may be meant as a list of one.
    if (value.isText() && NearestName.of(value.text(), List.of(ALL_BACKENDS)).isPresent()) {
      value.choice(Map.of(ALL_BACKENDS, true));
      return List.of();
    }
    if (!value.isList()) {
      throw value.expected("all, or a list of ids of backends, such as [vector]");
    }
    return distinct(value, SpecNames::id);
  }

  private static <T> List<T> distinct(YamlValue list, Function<YamlValue, T> reader) {
    List<T> all = new ArrayList<>();
    for (YamlValue item : list.items(1, MOST_ITEMS)) {
      T value = reader.apply(item);
      if (all.contains(value)) {
        throw item.expected("each value once");
      }
      all.add(value);
    }
    return all;
  }

  private MeasureSpec measure(List<String> backends) {
    YamlFields fields = root.required("measure").fields("a measurement", MEASURE_KEYS);
    return new MeasureSpec(
        repetition(fields),
        variants(fields),
        fields.optional("baseline").map(value -> baseline(value, backends)),
        fields.optional("predict").map(SuiteReader::predict).orElse(USUAL_PREDICT),
        accuracy(fields),
        fields
            .optional("sampler_images")
            .map(value -> value.integer(0, MOST_SAMPLER_IMAGES))
            .orElse(0));
  }

  private static MeasureSpec.Repetition repetition(YamlFields fields) {
    return new MeasureSpec.Repetition(
        fields
            .optional("forks")
            .map(value -> value.integer(1, MeasureSpec.MOST_FORKS))
            .orElse(USUAL_FORKS),
        fields
            .optional("seed")
            .map(value -> value.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .orElse((long) USUAL_SEED),
        fields
            .optional("warmup_seconds")
            .map(value -> seconds(value, MOST_WARMUP_SECONDS))
            .orElse(USUAL_WARMUP_SECONDS),
        fields
            .optional("timeout_seconds")
            .map(value -> value.integer(1, MOST_SECONDS))
            .orElse(USUAL_TIMEOUT_SECONDS));
  }

  private static MeasureSpec.Variants variants(YamlFields fields) {
    return new MeasureSpec.Variants(
        fields.optional("device").map(SuiteReader::devices).orElse(List.of(Device.CPU)),
        fields
            .optional("threads")
            .map(list -> distinct(list, value -> value.integer(1, MOST_THREADS)))
            .orElse(List.of()),
        fields
            .optional("tuning")
            .map(list -> distinct(list, value -> value.choice(TUNINGS)))
            .orElse(List.of(Tuning.BEST)));
  }

  private static MeasureSpec.Accuracy accuracy(YamlFields fields) {
    MeasureSpec.Accuracy usual = MeasureSpec.Accuracy.USUAL;
    return new MeasureSpec.Accuracy(
        fields
            .optional("accuracy_margin")
            .map(margin -> margin.number("a fraction above 0 and below 1", x -> x > 0 && x < 1))
            .orElse(usual.margin()),
        fields
            .optional("target_accuracy")
            .map(target -> target.number("a fraction above 0 and at most 1", x -> x > 0 && x <= 1))
            .map(OptionalDouble::of)
            .orElse(usual.target()),
        fields.optional("evaluate_training").map(YamlValue::flag).orElse(usual.evaluateTraining()));
  }

  private static List<Device> devices(YamlValue value) {
    return value.isList()
        ? distinct(value, item -> item.choice(DEVICES))
        : List.of(value.choice(DEVICES));
  }

  private static String baseline(YamlValue value, List<String> backends) {
    String id = SpecNames.id(value);
    if (!backends.isEmpty() && !backends.contains(id)) {
      throw YamlErrors.at(
          ErrorCode.INVALID_SPEC,
          value.location(),
          "baseline: '%s' is not among the backends%s"
              .formatted(
                  id,
                  NearestName.suggestion(
                      id, backends, "; expected one of " + String.join(", ", backends))),
          null);
    }
    return id;
  }

  private static MeasureSpec.Predict predict(YamlValue value) {
    YamlFields fields = value.fields("a prediction", PREDICT_KEYS);
    return new MeasureSpec.Predict(
        fields
            .optional("batch")
            .map(batch -> batch.integer(1, LARGEST_BATCH))
            .orElse(USUAL_PREDICT.batch()),
        fields
            .optional("warmup_seconds")
            .map(warmup -> seconds(warmup, MOST_WARMUP_SECONDS))
            .orElse(USUAL_PREDICT.warmupSeconds()),
        fields
            .optional("seconds")
            .map(measured -> seconds(measured, MOST_SECONDS))
            .orElse(USUAL_PREDICT.seconds()));
  }

  private static double seconds(YamlValue value, int most) {
    return value.number("a number from 0 to " + most, x -> x >= 0 && x <= most);
  }
}
