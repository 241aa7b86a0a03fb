package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.DataSource;
import backbench.data.drawing.Drawing;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.run.machine.Installation;
import backbench.run.plan.Jobs;
import backbench.run.plan.Planner;
import backbench.run.plan.SampleCounts;
import backbench.run.plan.SuiteData;
import backbench.specs.DatasetSource;
import backbench.specs.DatasetSpec;
import backbench.specs.SuiteSpec;
import backbench.specs.reader.Catalog;
import backbench.spi.BackendConfig;
import backbench.spi.Platform;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import backbench.worker.wire.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteDataTest {

  private static final DatasetSpec OTHER =
      new DatasetSpec(
          "others",
          "Others",
          ToySuite.digits().shape(),
          10,
          new DatasetSource.Drawn(Drawing.DIGITS, 2, 80, 30),
          new DatasetSpec.Rights("", ""));

  @TempDir Path folder;

  @Test
  void eachDatasetIsFoundAndCountedForItself() {
    SuiteData data = SuiteData.of(suite(OTHER), Optional.empty());

    assertThat(data.counts(ToySuite.digits())).isEqualTo(new SampleCounts(200, 50));
    assertThat(data.counts(OTHER)).isEqualTo(new SampleCounts(80, 30));
    assertThat(data.source(OTHER)).isEqualTo(new DataSource.Drawn(Drawing.DIGITS, 2, 80, 30));
  }

  @Test
  void whatIsMissingCanBeFetchedAndTheErrorSaysHow() {
    DatasetSpec mnist =
        Catalog.of(Path.of(System.getProperty("backbench.root"), "specs")).dataset("mnist");

    assertThatThrownBy(() -> SuiteData.of(suite(mnist), Optional.of(folder)))
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
        .hasMessageContainingAll(
            folder.resolve("mnist/train-images-idx3-ubyte").toString(),
            "'backbench data fetch mnist'");
  }

  @Test
  void aWorkerGetsTheDatasetOfItsEntryAndNoMoreThanTheRecipeUses() {
    SuiteSpec suite = suite(OTHER);
    Jobs jobs = new Jobs(suite.measure(), SuiteData.of(suite, Optional.empty()));

    assertThat(source(jobs, suite.workloads().get(0)))
        .isEqualTo(new DataSource.Drawn(Drawing.DIGITS, 1, 100, 50));
    assertThat(source(jobs, suite.workloads().get(1)))
        .isEqualTo(new DataSource.Drawn(Drawing.DIGITS, 2, 80, 30));
  }

  private DataSource source(Jobs jobs, SuiteSpec.Workload workload) {
    BackendConfig config = BackendConfig.cpu(1, 1, folder);
    return ((Job.Measure) jobs.measure(workload, "toy", 0, Optional.empty()).apply(config))
        .data()
        .source();
  }

  @Test
  void everyCellSaysWhatItIsTrainedOn() throws Exception {
    RunResult plan = plan(suite(OTHER));
    List<CellResult> cells = plan.cells();

    assertThat(cells)
        .extracting(CellResult::dataset)
        .containsExactly(
            new CellResult.DatasetFacts("digits", "Digits", ToySuite.digits().digest(), List.of()),
            new CellResult.DatasetFacts("others", "Others", OTHER.digest(), List.of()));
    assertThat(cells).extracting(cell -> cell.recipe().trainSamples()).containsExactly(90L, 72L);
    assertThat(plan.suite().specs())
        .contains(
            new RunResult.SpecDigest("dataset", "digits", ToySuite.digits().digest()),
            new RunResult.SpecDigest("dataset", "others", OTHER.digest()));
  }

  @Test
  void aRunIsResumedOnTheSameDatasetsAlone() throws Exception {
    SuiteSpec suite = suite(OTHER);
    RunResult plan = plan(suite);
    DatasetSpec redrawn =
        new DatasetSpec(
            OTHER.id(),
            OTHER.title(),
            OTHER.shape(),
            OTHER.classes(),
            new DatasetSource.Drawn(Drawing.DIGITS, 3, 80, 30),
            new DatasetSpec.Rights("", ""));

    assertThatCode(() -> resume(plan, suite)).doesNotThrowAnyException();
    assertThatThrownBy(() -> resume(plan, suite(redrawn)))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("cannot be resumed: it is of the suite 'toy'");
  }

  private void resume(RunResult plan, SuiteSpec suite) {
    Planner planner = planner(suite);
    Resumption.check(plan, suite, planner.cells(), planner.backendFacts(), installation());
  }

  private RunResult plan(SuiteSpec suite) throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "a", Behaviour.GOOD);
    Files.writeString(folder.resolve("worker.jar"), "stands for the worker");
    Planner planner = planner(suite);
    return planner.plan("run", Instant.EPOCH, installation(), Map.of(), planner.cells()).run();
  }

  private Planner planner(SuiteSpec suite) {
    return new Planner(
        suite,
        ToyPlugins.find(folder.resolve("home"), List.of(folder.resolve("plugins"))),
        SuiteData.of(suite, Optional.empty()),
        Platform.current());
  }

  private Installation installation() {
    return new Installation(folder, folder, folder.resolve("cache"), "test");
  }

  /** A suite of the same network on digits, and on another dataset with all its samples. */
  private static SuiteSpec suite(DatasetSpec other) {
    SuiteSpec toy = ToySuite.suite(1, 60);
    SuiteSpec.Workload first = toy.workloads().get(0);
    return new SuiteSpec(
        toy.id(),
        toy.title(),
        List.of(
            first,
            new SuiteSpec.Workload(
                "second", first.network(), other, ToySuite.wholeRecipe(), Optional.empty())),
        toy.backends(),
        toy.measure());
  }
}
