package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.results.Reported;
import backbench.specs.ArchitectureSpec;
import backbench.specs.MeasureSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SpecKind;
import backbench.specs.SuiteSpec;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteSpecTest {

  @TempDir Path folder;

  @Test
  void aSuiteHoldsWhatItsFileSays() {
    SuiteSpec suite =
        read(
            """
            id: tiny
            title: A tiny suite
            dataset: tiny
            networks: [{network: tiny, as: other}]
            backends: [vector, djl-pytorch]
            recipe:
              optimizer: {sgd: {learning_rate: 0.01, momentum: 0.9}}
              batch: 10
              epochs: 2
              scaling: {factor: 2, offset: -1}
              validation: 0.1
              shuffle: false
              train: 50
              test: 20
              weights: {normal: 0.1}
              biases: ones
              augmentation: {crop: {pad: 1}}
            measure:
              forks: 5
              seed: -7
              device: [cpu, gpu]
              threads: [1, 2]
              tuning: [as_it_comes, best]
              warmup_seconds: 0.5
              timeout_seconds: 60
              baseline: vector
              predict: {batch: 7, warmup_seconds: 0.25, seconds: 3}
              accuracy_margin: 0.01
              target_accuracy: 0.98
              evaluate_training: true
              sampler_images: 4
            """);

    assertThat(suite.workloads()).hasSize(1);
    assertThat(suite.workloads().get(0).id()).isEqualTo("other");
    assertThat(suite.workloads().get(0).network().id()).isEqualTo("tiny");
    assertThat(suite.workloads().get(0).recipe())
        .isEqualTo(
            new RecipeSpec(
                new Optimizer.Sgd(0.01, 0.9),
                10,
                2,
                new Scaling(2, -1),
                false,
                new Selection(Optional.of(50), 0.1, Optional.of(20)),
                Map.of(
                    ParameterRole.WEIGHT,
                    new Initializer.Normal(0.1),
                    ParameterRole.BIAS,
                    new Initializer.Ones()),
                new Augmentation(0, Optional.of(new Augmentation.Crop.Padded(1)), 0)));
    assertThat(suite.backends()).containsExactly("vector", "djl-pytorch");
    assertThat(suite.measure())
        .isEqualTo(
            new MeasureSpec(
                new MeasureSpec.Repetition(5, -7, 0.5, 60),
                new MeasureSpec.Variants(
                    List.of(Device.CPU, Device.GPU),
                    List.of(1, 2),
                    List.of(Tuning.AS_IT_COMES, Tuning.BEST)),
                Optional.of("vector"),
                new MeasureSpec.Predict(7, 0.25, 3),
                new MeasureSpec.Accuracy(0.01, OptionalDouble.of(0.98), true),
                4));
  }

  @Test
  void whatIsReportedIsHeldAsItIsSaidAndRunsNothing() {
    SuiteSpec suite =
        read(
            Specs.SUITE.replace(
                "as: other",
                """
                as: other, reported: {source: a paper, parameters: 3958, accuracy: 0.98, loss: 0.06,
                    validation_accuracy: 0.97, validation_loss: 0.07, train_accuracy: 1,
                    epoch_seconds: [49, 62], caveat: fewer photographs,
                    curve: {train_loss: [2, 1], train_accuracy: [0.9], validation_accuracy: [0.5]}}\
                """));

    assertThat(suite.workloads().get(0).reported()).isEmpty();
    assertThat(suite.workloads().get(1).reported())
        .hasValue(
            new Reported(
                2,
                "a paper",
                "fewer photographs",
                3958L,
                new Reported.Scores(0.98, 0.06, 0.97, 0.07, 1.0),
                new Reported.Seconds(49, 62),
                new Reported.Curve(
                    List.of(2.0, 1.0),
                    List.of(),
                    List.of(),
                    List.of(0.9),
                    List.of(),
                    List.of(0.5))));
    assertThat(suite.digest()).isEqualTo(read(Specs.SUITE).digest());
  }

  @Test
  void aNetworkWithoutItsDropoutIsAnotherNetworkByAnotherName() {
    SuiteSpec suite = read(Specs.SUITE.replace("recipe: {batch: 1}", "recipe: {dropout: false}"));

    ArchitectureSpec with = suite.workloads().get(0).network();
    ArchitectureSpec without = suite.workloads().get(1).network();
    assertThat(with.id()).isEqualTo("tiny");
    assertThat(without.id()).isEqualTo("tiny-without-dropout");
    assertThat(without.digest()).isNotEqualTo(with.digest());
    assertThat(without.graph().graph()).isEqualTo(with.graph().graph().withoutDropout());
    assertThat(suite.workloads().get(1).recipe()).isEqualTo(suite.workloads().get(0).recipe());
  }

  @Test
  void dropoutIsSwitchedOffForAllButThoseThatKeepIt() {
    SuiteSpec suite =
        read(
            Specs.SUITE
                .replace("batch: 10", "batch: 10\n  dropout: false")
                .replace("recipe: {batch: 1}", "recipe: {dropout: true}"));

    assertThat(suite.workloads())
        .extracting(workload -> workload.network().id())
        .containsExactly("tiny-without-dropout", "tiny");
  }

  @Test
  void aNetworkWithoutDropoutIsWhatItIsWithItSwitchedOff() {
    ArchitectureSpec network = Catalog.of(Specs.SHIPPED).architecture("lenet-mnist");

    assertThat(network.withoutDropout()).isEqualTo(network);
  }

  @Test
  void oneTimeOfAnEpochIsBothItsBounds() {
    SuiteSpec suite =
        read(
            Specs.SUITE.replace(
                "as: other", "as: other, reported: {source: me, epoch_seconds: 7}"));

    assertThat(suite.workloads().get(1).reported().orElseThrow().epochSeconds())
        .isEqualTo(new Reported.Seconds(7, 7));
  }

  @Test
  void rmsPropHasKerasConstantsUnlessASuiteSaysOthers() {
    assertThat(optimizer("rmsprop: {learning_rate: 0.001}"))
        .isEqualTo(new Optimizer.RmsProp(0.001, 0.9, 1e-7));
    assertThat(optimizer("rmsprop: {learning_rate: 0.01, rho: 0.5, epsilon: 1.0e-3}"))
        .isEqualTo(new Optimizer.RmsProp(0.01, 0.5, 1e-3));
  }

  private Optimizer optimizer(String text) {
    return read(Specs.SUITE.replace("adam: {learning_rate: 0.001}", text))
        .workloads()
        .get(0)
        .recipe()
        .optimizer();
  }

  @Test
  void whatIsLeftOutHasTheDocumentedDefaults() {
    SuiteSpec suite = read(Specs.SUITE.replace("{forks: 2, baseline: other}", "{}"));

    assertThat(suite.workloads().get(0).recipe())
        .isEqualTo(
            new RecipeSpec(
                new Optimizer.Adam(0.001),
                10,
                2,
                Scaling.UNIT,
                true,
                Selection.ALL,
                Map.of(),
                Augmentation.NONE));
    assertThat(suite.measure())
        .isEqualTo(
            new MeasureSpec(
                new MeasureSpec.Repetition(3, 1, 1, 600),
                new MeasureSpec.Variants(List.of(Device.CPU), List.of(), List.of(Tuning.BEST)),
                Optional.empty(),
                new MeasureSpec.Predict(64, 0.5, 1),
                new MeasureSpec.Accuracy(0.005, OptionalDouble.empty(), false),
                0));
  }

  @Test
  void allBackendsAreAnEmptyList() {
    SuiteSpec suite =
        read(Specs.SUITE.replace("[vector, other]", "all").replace(", baseline: other", ""));

    assertThat(suite.backends()).isEmpty();
  }

  @Test
  void aNetworksChangesReplaceOnlyWhatTheyName() {
    SuiteSpec suite = read(Specs.SUITE);

    RecipeSpec common = suite.workloads().get(0).recipe();
    RecipeSpec changed = suite.workloads().get(1).recipe();
    assertThat(common.batch()).isEqualTo(10);
    assertThat(changed.batch()).isEqualTo(1);
    assertThat(changed.epochs()).isEqualTo(common.epochs());
    assertThat(changed.optimizer()).isEqualTo(common.optimizer());
  }

  @Test
  void theSuiteOfEverythingTrainsEveryNetworkWithoutADownload() {
    Catalog catalog = Catalog.of(Specs.SHIPPED);
    SuiteSpec suite = catalog.suite("all");

    assertThat(suite.workloads())
        .extracting(SuiteSpec.Workload::id)
        .containsExactlyInAnyOrderElementsOf(catalog.names(SpecKind.ARCHITECTURE));
    assertThat(suite.datasets())
        .allSatisfy(dataset -> assertThat(dataset.resolve(Optional.empty())).isNotNull());
    assertThat(suite.backends()).isEmpty();
  }

  @Test
  void theNetworkByHandIsTrainedAsItsAuthorDid() {
    SuiteSpec suite = Catalog.of(Specs.SHIPPED).suite("conv3x3");

    assertThat(suite.workloads()).hasSize(1);
    assertThat(suite.workloads().get(0).recipe())
        .isEqualTo(
            new RecipeSpec(
                new Optimizer.Sgd(0.005),
                1,
                3,
                Scaling.CENTERED,
                true,
                new Selection(Optional.of(1000), 0, Optional.of(1000)),
                Map.of(),
                Augmentation.NONE));
  }

  private SuiteSpec read(String text) {
    return Specs.suite(folder, text);
  }
}
