package backbench.run.plan;

import backbench.data.DataSource;
import backbench.data.Order;
import backbench.specs.MeasureSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SuiteSpec;
import backbench.spi.BackendConfig;
import backbench.worker.wire.Job;
import java.util.Optional;
import java.util.function.Function;

/** Spells what a worker is to measure, from the specs. */
public final class Jobs {

  private static final int LEAST_EVALUATION_BATCH = 100;

  private final MeasureSpec measure;
  private final SuiteData data;

  /** Prepares to make jobs for a suite. */
  public Jobs(MeasureSpec measure, SuiteData data) {
    this.measure = measure;
    this.data = data;
  }

  /** Returns the seed of a fork: forks differ in it, backends do not. */
  public static long seed(MeasureSpec measure, int fork) {
    return measure.repetition().seed() + fork;
  }

  /**
   * Returns the maker of the job of one fork of one cell.
   *
   * @param digest the digest of the workload's samples, as earlier forks found it
   */
  public Function<BackendConfig, Job> measure(
      SuiteSpec.Workload workload, String backend, int fork, Optional<String> digest) {
    RecipeSpec recipe = workload.recipe();
    long seed = seed(measure, fork);
    Job.Data samples =
        new Job.Data(
            source(workload),
            digest,
            recipe.selection(),
            recipe.scaling(),
            recipe.shuffle() ? new Order.Shuffled(seed) : new Order.AsFiled(),
            recipe.augmentation());
    Job.Training training =
        new Job.Training(
            recipe.optimizer(), recipe.initializers(), seed, recipe.batch(), recipe.epochs());
    Job.Timing timing =
        new Job.Timing(
            measure.repetition().warmupSeconds(),
            Math.max(recipe.batch(), LEAST_EVALUATION_BATCH),
            measure.predict().batch(),
            measure.predict().warmupSeconds(),
            measure.predict().seconds(),
            measure.accuracy().evaluateTraining(),
            // Pictures of one fork say what a sampler does; those of all would only be large.
            fork == 0 ? measure.samplerImages() : 0);
    return config ->
        new Job.Measure(
            backend,
            Job.Configuration.of(config),
            workload.network().graph().graph(),
            samples,
            training,
            timing);
  }

  /** Draws no more samples than the recipe uses; those drawn are the same. */
  public DataSource source(SuiteSpec.Workload workload) {
    DataSource source = data.source(workload.dataset());
    RecipeSpec recipe = workload.recipe();
    return source instanceof DataSource.Drawn drawn
        ? drawn.atMost(
            recipe.selection().trainLimit().orElse(drawn.train()),
            recipe.selection().testLimit().orElse(drawn.test()))
        : source;
  }
}
