package backbench.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.core.result.Reported;
import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.graph.Initializer;
import backbench.graph.ParameterRole;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    assertThat(suite.entries()).hasSize(1);
    assertThat(suite.entries().get(0).id()).isEqualTo("other");
    assertThat(suite.entries().get(0).network().id()).isEqualTo("tiny");
    assertThat(suite.entries().get(0).recipe())
        .isEqualTo(
            new RecipeSpec(
                new Optimizer.Sgd(0.01, 0.9),
                10,
                2,
                new Scaling(2, -1),
                0.1,
                false,
                OptionalInt.of(50),
                OptionalInt.of(20),
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
                5,
                -7,
                List.of(Device.CPU, Device.GPU),
                List.of(1, 2),
                List.of(Tuning.AS_IT_COMES, Tuning.BEST),
                0.5,
                60,
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

    assertThat(suite.entries().get(0).reported()).isEmpty();
    assertThat(suite.entries().get(1).reported())
        .hasValue(
            new Reported(
                2,
                3958L,
                0.98,
                0.06,
                0.97,
                0.07,
                1.0,
                new Reported.Seconds(49, 62),
                new Reported.Curve(
                    List.of(2.0, 1.0), List.of(), List.of(), List.of(0.9), List.of(), List.of(0.5)),
                "fewer photographs",
                "a paper"));
    assertThat(suite.digest()).isEqualTo(read(Specs.SUITE).digest());
  }

  @Test
  void aNetworkWithoutItsDropoutIsAnotherNetworkByAnotherName() {
    SuiteSpec suite = read(Specs.SUITE.replace("recipe: {batch: 1}", "recipe: {dropout: false}"));

    ArchitectureSpec with = suite.entries().get(0).network();
    ArchitectureSpec without = suite.entries().get(1).network();
    assertThat(with.id()).isEqualTo("tiny");
    assertThat(without.id()).isEqualTo("tiny-without-dropout");
    assertThat(without.digest()).isNotEqualTo(with.digest());
    assertThat(without.graph().graph()).isEqualTo(with.graph().graph().withoutDropout());
    assertThat(suite.entries().get(1).recipe()).isEqualTo(suite.entries().get(0).recipe());
  }

  @Test
  void dropoutIsSwitchedOffForAllButThoseThatKeepIt() {
    SuiteSpec suite =
        read(
            Specs.SUITE
                .replace("batch: 10", "batch: 10\n  dropout: false")
                .replace("recipe: {batch: 1}", "recipe: {dropout: true}"));

    assertThat(suite.entries())
        .extracting(entry -> entry.network().id())
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

    assertThat(suite.entries().get(1).reported().orElseThrow().epochSeconds())
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
        .entries()
        .get(0)
        .recipe()
        .optimizer();
  }

  @Test
  void whatIsLeftOutHasTheDocumentedDefaults() {
    SuiteSpec suite = read(Specs.SUITE.replace("{forks: 2, baseline: other}", "{}"));

    assertThat(suite.entries().get(0).recipe())
        .isEqualTo(
            new RecipeSpec(
                new Optimizer.Adam(0.001),
                10,
                2,
                Scaling.UNIT,
                0,
                true,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of(),
                Augmentation.NONE));
    assertThat(suite.measure())
        .isEqualTo(
            new MeasureSpec(
                3,
                1,
                List.of(Device.CPU),
                List.of(),
                List.of(Tuning.BEST),
                1,
                600,
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

    RecipeSpec common = suite.entries().get(0).recipe();
    RecipeSpec changed = suite.entries().get(1).recipe();
    assertThat(common.batch()).isEqualTo(10);
    assertThat(changed.batch()).isEqualTo(1);
    assertThat(changed.epochs()).isEqualTo(common.epochs());
    assertThat(changed.optimizer()).isEqualTo(common.optimizer());
  }

  @Test
  void aSuiteMayNameAFileInItsOwnFolder() {
    Catalog catalog = Specs.install(folder);
    Specs.write(folder.resolve("mine/net.yaml"), Specs.NETWORK.replace("id: tiny", "id: net"));
    Path suite =
        Specs.write(
            folder.resolve("mine/tiny.yaml"), Specs.SUITE.replace("  - tiny\n", "  - net.yaml\n"));

    assertThat(catalog.suite(suite.toString()).entries().get(0).id()).isEqualTo("net");
  }

  @Test
  void aLinkOutOfTheFolderOfASuiteIsRefused() throws IOException {
    Catalog catalog = Specs.install(folder);
    Path outside =
        Specs.write(folder.resolve("net.yaml"), Specs.NETWORK.replace("id: tiny", "id: net"));
    Path suite =
        Specs.write(
            folder.resolve("mine/tiny.yaml"), Specs.SUITE.replace("  - tiny\n", "  - net.yaml\n"));
    Files.createSymbolicLink(folder.resolve("mine/net.yaml"), outside);

    assertThatThrownBy(() -> catalog.suite(suite.toString()))
        .hasMessage(
            suite
                + ":5:5: networks: 'net.yaml'; expected a path that stays in the folder of the suite");
  }

  @Test
  void aNetworkThatDoesNotFitTheDatasetIsRefused() {
    Catalog catalog = Specs.install(folder);
    Specs.write(
        folder.resolve("architectures/tiny.yaml"),
        Specs.NETWORK
            .replace("units: 10", "units: 9")
            .replace("shape: [10]", "shape: [9]")
            .replace("total: 3958, trainable: 3954", "total: 3565, trainable: 3561"));

    assertThatThrownBy(() -> catalog.suite("tiny"))
        .hasMessageEndingWith(
            "suites/tiny.yaml:5:5: networks: 'tiny' has 9 classes; expected a network for the"
                + " dataset 'tiny', which has 10");
  }

  @Test
  void aNetworkMayHaveADatasetOfItsOwn() {
    SuiteSpec suite = readWithLarge("as: other, dataset: large");

    assertThat(suite.entries())
        .extracting(entry -> entry.dataset().id())
        .containsExactly("tiny", "large");
    assertThat(suite.datasets()).extracting(DatasetSpec::id).containsExactly("tiny", "large");
    assertThat(read(Specs.SUITE).datasets()).extracting(DatasetSpec::id).containsExactly("tiny");
  }

  @Test
  void aSuiteNeedsNoDatasetIfEveryNetworkHasOne() {
    SuiteSpec suite =
        readWithLarge(
            "as: other, dataset: large",
            "dataset: tiny\n",
            "",
            "  - tiny\n",
            "  - {network: tiny, dataset: tiny}\n");

    assertThat(suite.datasets()).extracting(DatasetSpec::id).containsExactly("tiny", "large");
  }

  @Test
  void theDigestDependsOnTheDatasetOfEachNetwork() {
    assertThat(readWithLarge("as: other, dataset: large").digest())
        .isNotEqualTo(readWithLarge("as: other").digest());
    assertThat(readWithLarge("as: other, dataset: tiny").digest())
        .isEqualTo(readWithLarge("as: other").digest());
  }

  @Test
  void samplesAreLimitedByTheDatasetOfEachNetwork() {
    SuiteSpec suite =
        readWithLarge(
            "as: other, dataset: large",
            "epochs: 2\n",
            "epochs: 2\n  train: 150\n",
            "  - tiny\n",
            "  - {network: tiny, recipe: {train: 50}}\n");

    assertThat(suite.entries())
        .extracting(entry -> entry.recipe().train())
        .containsExactly(OptionalInt.of(50), OptionalInt.of(150));
    assertThatThrownBy(
            () ->
                readWithLarge(
                    "as: other, dataset: large", "epochs: 2\n", "epochs: 2\n  train: 150\n"))
        .hasMessageEndingWith(
            "tiny.yaml:12:10: train: '150'; expected a whole number from 1 to 100");
  }

  @Test
  void aDatasetThatDoesNotFitItsNetworkIsRefusedWhereItIsNamed() {
    Catalog catalog = Specs.install(folder);
    Specs.write(
        folder.resolve("datasets/colour.yaml"),
        Specs.DATASET
            .replace("id: tiny", "id: colour")
            .replace("[1, 28, 28]", "[3, 32, 32]")
            .replace("digits:", "colour_digits:"));
    Specs.write(
        folder.resolve("suites/tiny.yaml"),
        Specs.SUITE.replace("as: other", "as: other, dataset: colour"));

    assertThatThrownBy(() -> catalog.suite("tiny"))
        .hasMessageEndingWith(
            "suites/tiny.yaml:6:41: dataset: 'tiny' takes [1, 28, 28]; expected a network for the"
                + " dataset 'colour', whose samples are [3, 32, 32]");
  }

  /** Reads the suite, with a changed second entry, where there is a second, larger dataset. */
  private SuiteSpec readWithLarge(String second, String... replacements) {
    Specs.write(
        folder.resolve("datasets/large.yaml"),
        Specs.DATASET.replace("id: tiny", "id: large").replace("train: 100", "train: 200"));
    String text = Specs.SUITE.replace("as: other", second);
    for (int i = 0; i < replacements.length; i += 2) {
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return read(text);
  }

  @Test
  void anAugmentationIsReadAndMayBeSwitchedOffForOneNetwork() {
    SuiteSpec suite =
        read(
            Specs.SUITE
                .replace("epochs: 2\n", "epochs: 2\n  augmentation: {flip: 0.5, crop: {pad: 4}}\n")
                .replace("{batch: 1}", "{augmentation: none}"));

    assertThat(suite.entries())
        .extracting(entry -> entry.recipe().augmentation())
        .containsExactly(
            new Augmentation(0.5, Optional.of(new Augmentation.Crop.Padded(4)), 0),
            Augmentation.NONE);
  }

  @Test
  void aNetworkTakesWhatACropLeaves() {
    Catalog catalog = Specs.install(folder);
    Specs.write(
        folder.resolve("architectures/tiny.yaml"),
        Specs.NETWORK
            .replace("input: [1, 28, 28]", "input: [1, 20, 20]")
            .replace("total: 3958, trainable: 3954", "total: 2038, trainable: 2034"));
    Specs.write(
        folder.resolve("suites/tiny.yaml"),
        Specs.SUITE.replace("epochs: 2\n", "epochs: 2\n  augmentation: {crop: {size: 20}}\n"));

    assertThat(catalog.suite("tiny").entries())
        .allSatisfy(
            entry ->
                assertThat(entry.recipe().augmentation().crop())
                    .contains(new Augmentation.Crop.Window(20, 20)));
  }

  @Test
  void anAugmentationHasToFitOnlyTheDatasetsThatItIsFor() {
    SuiteSpec suite =
        read(
            Specs.SUITE
                .replace("epochs: 2\n", "epochs: 2\n  augmentation: {lighting: 0.1}\n")
                .replace("  - tiny\n", "  - {network: tiny, recipe: {augmentation: none}}\n")
                .replace("{batch: 1}", "{augmentation: {flip: 1}}"));

    assertThat(suite.entries().get(0).recipe().augmentation()).isEqualTo(Augmentation.NONE);
    assertThat(suite.entries().get(1).recipe().augmentation().flip()).isEqualTo(1);
  }

  @Test
  void theSuiteOfEverythingTrainsEveryNetworkWithoutADownload() {
    Catalog catalog = Catalog.of(Specs.SHIPPED);
    SuiteSpec suite = catalog.suite("all");

    assertThat(suite.entries())
        .extracting(SuiteSpec.Entry::id)
        .containsExactlyInAnyOrderElementsOf(catalog.names(SpecKind.ARCHITECTURE));
    assertThat(suite.datasets())
        .allSatisfy(dataset -> assertThat(dataset.resolve(Optional.empty())).isNotNull());
    assertThat(suite.backends()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: A tiny suite | title: Another title",
        "dataset: tiny | dataset: tiny # a comment",
        "epochs: 2 | epochs: 2\\n  scaling: unit",
        "epochs: 2 | epochs: 2\\n  augmentation: none",
        "forks: 2 | seed: 1, forks: 2",
        "forks: 2 | forks: 2, accuracy_margin: 0.1, target_accuracy: 0.9",
        "learning_rate: 0.001 | learning_rate: 1e-3",
      })
  void theDigestDoesNotDependOnHowASuiteIsWritten(String from, String to) {
    assertThat(read(spoil(from, to)).digest()).isEqualTo(read(Specs.SUITE).digest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch: 10 | batch: 11",
        "forks: 2 | forks: 3",
        "forks: 2 | forks: 2, evaluate_training: true",
        "forks: 2 | forks: 2, sampler_images: 1",
        "epochs: 2 | epochs: 2\\n  weights: {normal: 0.1}",
        "epochs: 2 | epochs: 2\\n  augmentation: {flip: 0.5}",
        "as: other | as: second",
        "[vector, other] | [other]",
      })
  void theDigestDependsOnWhatASuiteRuns(String from, String to) {
    assertThat(read(spoil(from, to)).digest()).isNotEqualTo(read(Specs.SUITE).digest());
  }

  @Test
  void theNetworkByHandIsTrainedAsItsAuthorDid() {
    SuiteSpec suite = Catalog.of(Specs.SHIPPED).suite("conv3x3");

    assertThat(suite.entries()).hasSize(1);
    assertThat(suite.entries().get(0).recipe())
        .isEqualTo(
            new RecipeSpec(
                new Optimizer.Sgd(0.005),
                1,
                3,
                Scaling.CENTERED,
                0,
                true,
                OptionalInt.of(1000),
                OptionalInt.of(1000),
                Map.of(),
                Augmentation.NONE));
  }

  private static String spoil(String from, String to) {
    return Specs.SUITE.replace(from, to.replace("\\n", "\n"));
  }

  private SuiteSpec read(String text) {
    Catalog catalog = Specs.install(folder);
    return catalog.suite(Specs.write(folder.resolve("suites/tiny.yaml"), text).toString());
  }
}
