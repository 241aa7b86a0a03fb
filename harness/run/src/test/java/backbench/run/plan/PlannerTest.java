package backbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.Selection;
import backbench.error.BackbenchException;
import backbench.plugins.Plugins;
import backbench.results.BackendFacts;
import backbench.results.Reported;
import backbench.results.Settings;
import backbench.results.Status;
import backbench.results.file.PlannedRun;
import backbench.results.file.PlannedRun.Trial;
import backbench.run.ToySuite;
import backbench.run.machine.Installation;
import backbench.specs.MeasureSpec;
import backbench.specs.SuiteSpec;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {

  @TempDir Path folder;

  @Test
  void everyBlockHoldsOneForkOfEachCellThatRunsInAnOrderOfItsOwn() throws Exception {
    for (String id : List.of("a", "b", "c", "d", "e")) {
      ToyPlugins.make(folder, id, Behaviour.GOOD);
    }
    ToyPlugins.make(folder, "elsewhere", Behaviour.OTHER_PLATFORM);
    Planner planner = planner(ToySuite.suite(6, 60));
    List<Planner.Cell> cells = planner.cells();
    List<Trial> trials = planner.trials(cells);

    assertThat(trials).hasSize(30);
    for (int block = 0; block < 6; block++) {
      List<Trial> each = trials.subList(5 * block, 5 * block + 5);
      int number = block;
      assertThat(each)
          .allMatch(trial -> trial.place().block() == number && trial.place().fork() == number)
          .extracting(Trial::cell)
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
    assertThat(trials.subList(0, 5).stream().map(Trial::cell).toList())
        .isNotEqualTo(trials.subList(5, 10).stream().map(Trial::cell).toList());
    assertThat(planner.trials(cells)).isEqualTo(trials);
    assertThat(cells.get(5).facts().status()).isEqualTo(Status.UNAVAILABLE);
  }

  @Test
  void optimisersAreSpelledByTheirUsualNamesAndRates() {
    assertThat(Planner.spelled(new Optimizer.Adam(0.001))).isEqualTo("Adam 0.001");
    assertThat(Planner.spelled(new Optimizer.RmsProp(0.001))).isEqualTo("RMSprop 0.001");
    assertThat(Planner.spelled(new Optimizer.Sgd(0.1))).isEqualTo("SGD 0.1");
    assertThat(Planner.spelled(new Optimizer.Sgd(0.1, 0.9))).isEqualTo("SGD 0.1 momentum 0.9");
  }

  @Test
  void aBackendOfTheSuiteThatIsNotInstalledFailsItsCells() throws Exception {
    ToyPlugins.make(folder, "a", Behaviour.GOOD);
    Planner.Cell cell = planner(ToySuite.suite(1, 60, "a", "absent")).cells().get(1);
    assertThat(cell.runs()).isFalse();
    assertThat(cell.facts().status()).isEqualTo(Status.FAILED);
    assertThat(cell.facts().reason()).isEqualTo("no plugin 'absent' is installed");
  }

  @Test
  void aDeviceOrTuningThatABackendDoesNotDeclareIsUnsupportedAndNotTried() throws Exception {
    ToyPlugins.make(folder, "a", Behaviour.GOOD);
    List<Planner.Cell> cells =
        planner(
                ToySuite.varied(
                    List.of(Device.CPU, Device.GPU), List.of(Tuning.BEST, Tuning.ENGINE_LOOP)))
            .cells();

    assertThat(cells)
        .extracting(cell -> cell.facts().key().configuration() + ": " + cell.facts().reason())
        .containsExactly(
            "a/1t/best: not measured yet",
            "a/1t/engine-loop: the engine of a has no training loop of its own",
            "a/gpu/1t/best: a computes on CPU only, not on GPU",
            "a/gpu/1t/engine-loop: a computes on CPU only, not on GPU");
    assertThat(cells).extracting(Planner.Cell::runs).containsExactly(true, false, false, false);
    assertThat(cells.get(2).facts().status()).isEqualTo(Status.UNSUPPORTED);
  }

  @Test
  void whatABackendLacksWithOneTuningIsUnsupportedThereAndNamedAmongItsDeviations()
      throws Exception {
    ToyPlugins.make(folder, "a", Behaviour.LIMITED_LOOP);
    Planner planner =
        planner(ToySuite.varied(List.of(Device.CPU), List.of(Tuning.BEST, Tuning.ENGINE_LOOP)));

    assertThat(planner.cells())
        .extracting(cell -> cell.facts().key().configuration() + ": " + cell.facts().reason())
        .containsExactly(
            "a/1t/best: not measured yet",
            "a/1t/engine-loop: a does not compute dense with tuning engine_loop");
    assertThat(planner.backendFacts().get(0).deviations())
        .containsExactly("batch_norm moving_variance: follows another (with tuning engine_loop)");
    assertThat(planner(ToySuite.suite(1, 60)).backendFacts().get(0).deviations()).isEmpty();
  }

  @Test
  void aPlanRecordsTheSpecsAndSettingsOfItsSuite(@TempDir Path library) throws Exception {
    ToyPlugins.make(folder, "a", Behaviour.GOOD);
    Files.writeString(library.resolve("worker.jar"), "code");
    Reported reported =
        new Reported(
            2,
            "a write-up",
            null,
            null,
            new Reported.Scores(0.9, null, null, null, null),
            null,
            Reported.Curve.NONE);
    SuiteSpec suite = twoWorkloads(reported);
    Planner planner = planner(suite);
    Instant start = Instant.parse("2026-11-22T02:45:00Z");
    PlannedRun plan =
        planner.plan(
            "run-7",
            start,
            new Installation(folder, library, folder.resolve("cache"), "4.5"),
            Map.of("purpose", "nightly"),
            planner.cells());

    assertThat(plan.run().about().runId()).isEqualTo("run-7");
    assertThat(plan.run().about().startedAt()).isEqualTo(start);
    assertThat(plan.run().about().labels()).containsEntry("purpose", "nightly");
    assertThat(plan.run().about().harness().version()).isEqualTo("4.5");
    assertThat(plan.run().suite().baseline()).isEqualTo("a");
    assertThat(plan.run().suite().reported()).containsOnly(Map.entry("linear", reported));
    assertThat(plan.run().suite().specs())
        .extracting(spec -> spec.kind() + " " + spec.id())
        .containsExactly(
            "suite toy",
            "dataset digits",
            "entry linear",
            "recipe linear",
            "architecture linear",
            "entry again",
            "recipe again");
    assertThat(plan.run().settings())
        .isEqualTo(
            new Settings(
                9,
                3,
                0.25,
                60,
                new Settings.Predict(10, 0.5, 2),
                new Settings.Accuracy(0.004, 0.75, true)));
    assertThat(plan.run().cells())
        .hasSize(2)
        .allMatch(cell -> cell.recipe().augmentation() == null)
        .extracting(cell -> cell.key().configuration().pluginDigest())
        .containsOnly(plan.run().backends().get(0).pluginDigest())
        .doesNotContainNull();
    assertThat(plan.trials()).hasSize(3 * 2);
  }

  private static SuiteSpec twoWorkloads(Reported reported) {
    return new SuiteSpec(
        "toy",
        "A toy",
        List.of(
            new SuiteSpec.Workload(
                "linear",
                ToySuite.linear(),
                ToySuite.digits(),
                ToySuite.recipe(),
                Optional.of(reported)),
            new SuiteSpec.Workload(
                "again",
                ToySuite.linear(),
                ToySuite.digits(),
                ToySuite.wholeRecipe(),
                Optional.empty())),
        List.of("a"),
        new MeasureSpec(
            new MeasureSpec.Repetition(3, 9, 0.25, 60),
            new MeasureSpec.Variants(List.of(Device.CPU), List.of(1), List.of(Tuning.BEST)),
            Optional.of("a"),
            new MeasureSpec.Predict(10, 0.5, 2),
            new MeasureSpec.Accuracy(0.004, OptionalDouble.of(0.75), true),
            0));
  }

  @Test
  void aBackendThatCannotRunHereIsDescribedWithTheReason() throws Exception {
    ToyPlugins.make(folder, "a", Behaviour.GOOD);
    ToyPlugins.make(folder, "elsewhere", Behaviour.OTHER_PLATFORM);
    List<BackendFacts> facts =
        planner(ToySuite.suite(1, 60, "a", "absent", "elsewhere")).backendFacts();

    assertThat(facts).extracting(BackendFacts::id).containsExactly("a", "absent", "elsewhere");
    assertThat(facts.get(0).name()).isNotEmpty();
    assertThat(facts.get(0).unavailable()).isNull();
    assertThat(facts.get(0).pluginDigest()).isNotNull();
    assertThat(facts.get(1))
        .isEqualTo(new BackendFacts("absent", "absent", null, "not installed", List.of()));
    assertThat(facts.get(2).unavailable()).startsWith("elsewhere has no build for ");
  }

  @Test
  void withoutAnyBackendThereIsNothingToRun() {
    assertThatThrownBy(() -> planner(ToySuite.suite(1, 60)).cells())
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("no backend is installed");
  }

  @Test
  void samplesAreCountedAsTheWorkerSplitsThem() {
    SampleCounts counts = new SampleCounts(200, 50);
    assertThat(counts.used("it", ToySuite.recipe().selection()))
        .isEqualTo(new SampleCounts.Used(90, 10, 50));
    assertThatThrownBy(
            () -> counts.used("it", new Selection(Optional.of(9), 0.95, Optional.empty())))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("it holds out 0.95 of 9 training samples and leaves none");
    assertThatThrownBy(
            () -> counts.used("it", new Selection(Optional.of(201), 0, Optional.empty())))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("first 201 training samples; expected at most 200");
    assertThat(counts.used("it", new Selection(Optional.of(200), 0, Optional.of(50))))
        .isEqualTo(new SampleCounts.Used(200, 0, 50));
    assertThatThrownBy(() -> counts.used("it", new Selection(Optional.empty(), 0, Optional.of(51))))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("first 51 test samples; expected at most 50");
    assertThat(counts.used("it", new Selection(Optional.of(2), 0.5, Optional.of(1))))
        .as("one sample is enough")
        .isEqualTo(new SampleCounts.Used(1, 1, 1));
  }

  @Test
  void aMistypedNameIsAnErrorThatNamesWhatIsMeant() {
    SuiteSpec suite = ToySuite.suite(1, 60);
    Plugins none = ToyPlugins.find(folder.resolve("home"), List.of());
    assertThatThrownBy(() -> new SuiteFilter(List.of("linaer"), List.of()).apply(suite, none))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll("did you mean 'linear'?", "known: linear");
  }

  private Planner planner(SuiteSpec suite) {
    return new Planner(
        suite,
        ToyPlugins.find(folder.resolve("home"), List.of(folder)),
        SuiteData.of(suite, Optional.empty()),
        Platform.current());
  }
}
