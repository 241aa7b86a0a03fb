package backbench.specs;

import backbench.commons.CanonicalJson;
import backbench.commons.Identity;
import backbench.data.Augmentation;
import backbench.data.DataSource;
import backbench.data.Scaling;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Spells what specs mean, and nothing of how they are written or called.
 *
 * <p>What is spelled here makes the identity of a workload for years. A property that is added
 * later goes in by {@link CanonicalJson#withUnless}, with the value that stands for its absence.
 */
final class SpecIdentity {

  /** What stands for every file of a category; see {@link DataSource.Chosen#ALL}. */
  private static final int EVERY_FILE = 1_000_000;

  private SpecIdentity() {}

  /** Spells what a suite runs: not its titles, nor what is said of its results afterwards. */
  static CanonicalJson of(SuiteSpec suite) {
    return CanonicalJson.object()
        .with("kind", "suite")
        .with(
            "workloads",
            suite.workloads().stream()
                .map(workload -> of(workload).with("as", workload.id()))
                .toList())
        .with("backends", suite.backends())
        .with("measure", of(suite.measure()));
  }

  /** Spells what a workload trains, on what and how; its name in the suite does not count. */
  static CanonicalJson of(SuiteSpec.Workload workload) {
    return CanonicalJson.object()
        .with("kind", "workload")
        .with("network", Identity.of(workload.network().graph()))
        .with("dataset", of(workload.dataset()))
        .with("recipe", of(workload.recipe()));
  }

  /** Spells which samples a dataset holds; names, licence and downloads do not count. */
  static CanonicalJson of(DatasetSpec dataset) {
    return CanonicalJson.object()
        .with("kind", "dataset")
        .with("shape", Identity.of(dataset.shape()))
        .with("classes", dataset.classes())
        .with("source", dataset.source().identity());
  }

  /** Spells how a network is trained. */
  static CanonicalJson of(RecipeSpec recipe) {
    CanonicalJson spelled =
        CanonicalJson.object()
            .with("kind", "recipe")
            .with("optimizer", Identity.of(recipe.optimizer()))
            .with("batch", recipe.batch())
            .with("epochs", recipe.epochs())
            .withUnless(of(Scaling.UNIT), "scaling", of(recipe.scaling()))
            .withUnless(0, "validation", recipe.selection().validationFraction())
            .withUnless(true, "shuffle", recipe.shuffle())
            .withUnless(CanonicalJson.object(), "initializers", of(recipe.initializers()))
            .withUnless(of(Augmentation.NONE), "augmentation", of(recipe.augmentation()));
    with(spelled, "train", recipe.selection().trainLimit());
    with(spelled, "test", recipe.selection().testLimit());
    return spelled;
  }

  /** Spells what of a recipe a certificate depends on: not the length of the training. */
  static CanonicalJson certified(RecipeSpec recipe, long seed) {
    return CanonicalJson.object()
        .with("kind", "certified recipe")
        .with("optimizer", Identity.of(recipe.optimizer()))
        .withUnless(CanonicalJson.object(), "initializers", of(recipe.initializers()))
        .with("scaling", of(recipe.scaling()))
        .with("seed", seed);
  }

  static CanonicalJson of(DataSource.Chosen chosen) {
    return CanonicalJson.object()
        .with("categories", chosen.categories())
        .withUnless(EVERY_FILE, "first", chosen.first());
  }

  static CanonicalJson of(DataSource.Split split) {
    return split.accept(
        new DataSource.Split.Visitor<CanonicalJson>() {
          @Override
          public CanonicalJson counts(DataSource.Split.Counts counts) {
            return CanonicalJson.object().with("train", counts.train()).with("test", counts.test());
          }

          @Override
          public CanonicalJson share(DataSource.Split.Share share) {
            return CanonicalJson.object().with("share", share.test());
          }
        });
  }

  static CanonicalJson of(DataSource.Arrays arrays) {
    return CanonicalJson.object().with("images", arrays.images()).with("labels", arrays.labels());
  }

  private static CanonicalJson of(Scaling scaling) {
    return CanonicalJson.object().with("factor", scaling.factor()).with("offset", scaling.offset());
  }

  private static CanonicalJson of(Map<ParameterRole, Initializer> initializers) {
    CanonicalJson spelled = CanonicalJson.object();
    initializers.forEach((role, initial) -> spelled.with(role.suffix(), Identity.of(initial)));
    return spelled;
  }

  private static CanonicalJson of(Augmentation augmentation) {
    CanonicalJson spelled =
        CanonicalJson.object()
            .withUnless(0, "flip", augmentation.flip())
            .withUnless(0, "lighting", augmentation.lighting());
    augmentation.crop().ifPresent(crop -> spelled.with("crop", of(crop)));
    return spelled;
  }

  private static CanonicalJson of(Augmentation.Crop crop) {
    return crop.accept(
        new Augmentation.Crop.Visitor<CanonicalJson>() {
          @Override
          public CanonicalJson padded(Augmentation.Crop.Padded crop) {
            return CanonicalJson.object().with("pad", crop.pixels());
          }

          @Override
          public CanonicalJson window(Augmentation.Crop.Window crop) {
            return CanonicalJson.object().with("height", crop.height()).with("width", crop.width());
          }
        });
  }

  private static CanonicalJson of(MeasureSpec measure) {
    MeasureSpec.Predict predict = measure.predict();
    CanonicalJson spelled =
        CanonicalJson.object()
            .with("forks", measure.repetition().forks())
            .with("seed", measure.repetition().seed())
            .with("devices", measure.variants().devices().stream().map(SpecIdentity::name).toList())
            .with("threads", measure.variants().threads())
            .with("tuning", measure.variants().tuning().stream().map(SpecIdentity::name).toList())
            .with("warmup_seconds", measure.repetition().warmupSeconds())
            .with("timeout_seconds", measure.repetition().timeoutSeconds())
            .with(
                "predict",
                CanonicalJson.object()
                    .with("batch", predict.batch())
                    .with("warmup_seconds", predict.warmupSeconds())
                    .with("seconds", predict.seconds()))
            .withUnless(false, "evaluate_training", measure.accuracy().evaluateTraining())
            .withUnless(0, "sampler_images", measure.samplerImages());
    measure.baseline().ifPresent(baseline -> spelled.with("baseline", baseline));
    return spelled;
  }

  /** Spells a constant as specs do. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void with(CanonicalJson spelled, String name, Optional<Integer> value) {
    value.ifPresent(number -> spelled.with(name, number));
  }
}
