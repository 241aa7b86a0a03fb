package backbench.core.run;

import backbench.core.spec.MeasureSpec;
import backbench.core.spec.RecipeSpec;
import backbench.core.spec.SuiteSpec;
import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.data.Datasets;
import backbench.data.Order;
import backbench.data.Selection;
import backbench.spi.BackendConfig;
import backbench.worker.wire.Job;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Spells what a worker is to measure, from the specs. */
final class Jobs {

  private static final int LEAST_EVALUATION_BATCH = 100;

  private final MeasureSpec measure;
  private final DataSource source;

  Jobs(MeasureSpec measure, DataSource source) {
    this.measure = measure;
    this.source = source;
  }

  /** Returns the seed of a fork: forks differ in it, backends do not. */
  static long seed(MeasureSpec measure, int fork) {
    return measure.seed() + fork;
  }

  /** Returns which samples a recipe uses. */
  static Selection selection(RecipeSpec recipe) {
    return new Selection(boxed(recipe.train()), recipe.validation(), boxed(recipe.test()));
  }

  /**
   * Counts the samples of a dataset; opens it if it lies in files, so that a damaged one is found
   * before anything runs.
   */
  static Planner.SampleCounts counts(DataSource source) {
    if (source instanceof DataSource.Digits digits) {
      return new Planner.SampleCounts(digits.train(), digits.test());
    }
    Dataset dataset = Datasets.open(source);
    return new Planner.SampleCounts(dataset.train().size(), dataset.test().size());
  }

  /** Returns the maker of the job of one fork of one cell. */
  Function<BackendConfig, Job> measure(SuiteSpec.Entry entry, String backend, int fork) {
    RecipeSpec recipe = entry.recipe();
    long seed = seed(measure, fork);
    Job.Data data =
        new Job.Data(
            atMost(recipe),
            selection(recipe),
            recipe.scaling(),
            recipe.shuffle() ? new Order.Shuffled(seed) : new Order.AsFiled());
    Job.Training training =
        new Job.Training(
            recipe.optimizer(), recipe.initializers(), seed, recipe.batch(), recipe.epochs());
    Job.Timing timing =
        new Job.Timing(
            measure.warmupSeconds(),
            Math.max(recipe.batch(), LEAST_EVALUATION_BATCH),
            measure.predict().batch(),
            measure.predict().warmupSeconds(),
            measure.predict().seconds());
    return config ->
        new Job.Measure(backend, config, entry.network().graph().graph(), data, training, timing);
  }

  /** Draws no more samples than the recipe uses; those drawn are the same. */
  private DataSource atMost(RecipeSpec recipe) {
    if (source instanceof DataSource.Digits digits) {
      return new DataSource.Digits(
          digits.seed(),
          Math.min(digits.train(), recipe.train().orElse(digits.train())),
          Math.min(digits.test(), recipe.test().orElse(digits.test())));
    }
    return source;
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }
}
