package backbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Augmentation;
import backbench.data.DataSource;
import backbench.data.Order;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.data.drawing.Drawing;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.run.ToySuite;
import backbench.specs.MeasureSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SuiteSpec;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Tuning;
import backbench.worker.wire.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Tests that a job says what its specs say. */
class JobsTest {

  private static final long SEED = 40;
  private static final MeasureSpec MEASURE =
      new MeasureSpec(
          new MeasureSpec.Repetition(3, SEED, 1.25, 60),
          new MeasureSpec.Variants(List.of(Device.CPU), List.of(1), List.of(Tuning.BEST)),
          Optional.empty(),
          new MeasureSpec.Predict(10, 0.5, 2.5),
          new MeasureSpec.Accuracy(0.005, OptionalDouble.of(0.5), true),
          6);
  private static final Augmentation FLIPPED = new Augmentation(0.5, Optional.empty(), 0);
  private static final Map<ParameterRole, Initializer> INITIALIZERS =
      Map.of(ParameterRole.BIAS, new Initializer.Normal(0.1));

  private static RecipeSpec recipe(boolean shuffle, int batch, Selection selection) {
    return new RecipeSpec(
        new Optimizer.Adam(0.02),
        batch,
        4,
        Scaling.CENTERED,
        shuffle,
        selection,
        INITIALIZERS,
        FLIPPED);
  }

  private static SuiteSpec.Workload workload(RecipeSpec recipe) {
    return new SuiteSpec.Workload(
        "linear", ToySuite.linear(), ToySuite.digits(), recipe, Optional.empty());
  }

  private static Jobs jobs() {
    return new Jobs(MEASURE, SuiteData.of(ToySuite.suite(1, 60), Optional.empty()));
  }

  private static Job.Measure job(RecipeSpec recipe, int fork) {
    return (Job.Measure)
        jobs()
            .measure(workload(recipe), "good", fork, Optional.of("da"))
            .apply(BackendConfig.cpu(2, 9, Path.of("scratch")));
  }

  private static Job.Measure job(RecipeSpec recipe) {
    return job(recipe, 0);
  }

  private static final RecipeSpec USUAL = recipe(true, 20, Selection.ALL);

  @Test
  void eachForkHasASeedOfItsOwnForWeightsAndOrder() {
    for (int fork = 0; fork < 3; fork++) {
      assertThat(Jobs.seed(MEASURE, fork)).isEqualTo(SEED + fork);
      assertThat(job(USUAL, fork).training().seed()).isEqualTo(SEED + fork);
      assertThat(job(USUAL, fork).data().order()).isEqualTo(new Order.Shuffled(SEED + fork));
    }
  }

  @Test
  void aRecipeThatDoesNotShuffleGoesThroughTheSamplesAsTheyAreFiled() {
    assertThat(job(recipe(false, 20, Selection.ALL)).data().order()).isEqualTo(new Order.AsFiled());
  }

  @Test
  void whatIsTrainedOnWhatAndHowIsTheRecipes() {
    Job.Measure job = job(USUAL);
    assertThat(job.backend()).isEqualTo("good");
    assertThat(job.configuration())
        .isEqualTo(Job.Configuration.of(BackendConfig.cpu(2, 9, Path.of("scratch"))));
    assertThat(job.graph()).isEqualTo(ToySuite.linear().graph().graph());
    assertThat(job.data().digest()).contains("da");
    assertThat(job.data().selection()).isEqualTo(Selection.ALL);
    assertThat(job.data().scaling()).isEqualTo(Scaling.CENTERED);
    assertThat(job.data().augmentation()).isEqualTo(FLIPPED);
    assertThat(job.training())
        .isEqualTo(new Job.Training(new Optimizer.Adam(0.02), INITIALIZERS, SEED, 20, 4));
  }

  @Test
  void whatIsTimedIsTheMeasuresAndAnEvaluationHasAHundredSamplesACallAtLeast() {
    assertThat(job(USUAL).timing()).isEqualTo(new Job.Timing(1.25, 100, 10, 0.5, 2.5, true, 6));
    assertThat(job(recipe(true, 150, Selection.ALL)).timing().evaluationBatch()).isEqualTo(150);
  }

  @Test
  void theFirstForkAloneShowsWhatItsSamplersDo() {
    assertThat(job(USUAL, 1).timing().samplerImages()).isZero();
  }

  @Test
  void noMoreIsDrawnThanTheRecipeUses() {
    assertThat(job(USUAL).data().source())
        .isEqualTo(new DataSource.Drawn(Drawing.DIGITS, 1, 200, 50));
    Selection some = new Selection(Optional.of(30), 0.1, Optional.of(7));
    assertThat(jobs().source(workload(recipe(true, 20, some))))
        .isEqualTo(new DataSource.Drawn(Drawing.DIGITS, 1, 30, 7));
  }
}
