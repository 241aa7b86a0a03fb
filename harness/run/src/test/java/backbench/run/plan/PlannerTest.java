package backbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.Selection;
import backbench.error.BackbenchException;
import backbench.plugins.Plugins;
import backbench.results.Status;
import backbench.results.file.PlannedRun.Trial;
import backbench.run.ToySuite;
import backbench.specs.SuiteSpec;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
  }

  @Test
  void aMistypedNameIsAnErrorThatNamesWhatIsMeant() {
    SuiteSpec suite = ToySuite.suite(1, 60);
    Plugins none = ToyPlugins.find(folder.resolve("home"), List.of());
    assertThatThrownBy(() -> new SuiteFilter(List.of("linaer"), List.of()).apply(suite, none))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("did you mean 'linear'?");
  }

  private Planner planner(SuiteSpec suite) {
    return new Planner(
        suite,
        ToyPlugins.find(folder.resolve("home"), List.of(folder)),
        SuiteData.of(suite, Optional.empty()),
        Platform.current());
  }
}
