package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.Augmentation;
import backbench.specs.DatasetSpec;
import backbench.specs.SuiteSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the networks of a suite to the datasets and files that they name. */
class SuiteWorkloadsTest {

  @TempDir Path folder;

  @Test
  void aSuiteMayNameAFileInItsOwnFolder() {
    Catalog catalog = Specs.install(folder);
    Specs.write(folder.resolve("mine/net.yaml"), Specs.NETWORK.replace("id: tiny", "id: net"));
    Path suite =
        Specs.write(
            folder.resolve("mine/tiny.yaml"), Specs.SUITE.replace("  - tiny\n", "  - net.yaml\n"));

    assertThat(catalog.suite(suite.toString()).workloads().get(0).id()).isEqualTo("net");
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
            suite + ":5:5: networks: 'net.yaml'; expected a path inside the folder of the suite");
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

    assertThat(suite.workloads())
        .extracting(workload -> workload.dataset().id())
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
  void samplesAreLimitedByTheDatasetOfEachNetwork() {
    SuiteSpec suite =
        readWithLarge(
            "as: other, dataset: large",
            "epochs: 2\n",
            "epochs: 2\n  train: 150\n",
            "  - tiny\n",
            "  - {network: tiny, recipe: {train: 50}}\n");

    assertThat(suite.workloads())
        .extracting(workload -> workload.recipe().selection().trainLimit())
        .containsExactly(Optional.of(50), Optional.of(150));
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

  /** Reads the suite, with a changed second workload, where there is a second, larger dataset. */
  private SuiteSpec readWithLarge(String second, String... replacements) {
    String text = Specs.SUITE.replace("as: other", second);
    for (int i = 0; i < replacements.length; i += 2) {
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return Specs.suiteWithLarge(folder, text);
  }

  @Test
  void anAugmentationIsReadAndMayBeSwitchedOffForOneNetwork() {
    SuiteSpec suite =
        read(
            Specs.SUITE
                .replace("epochs: 2\n", "epochs: 2\n  augmentation: {flip: 0.5, crop: {pad: 4}}\n")
                .replace("{batch: 1}", "{augmentation: none}"));

    assertThat(suite.workloads())
        .extracting(workload -> workload.recipe().augmentation())
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

    assertThat(catalog.suite("tiny").workloads())
        .allSatisfy(
            workload ->
                assertThat(workload.recipe().augmentation().crop())
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

    assertThat(suite.workloads().get(0).recipe().augmentation()).isEqualTo(Augmentation.NONE);
    assertThat(suite.workloads().get(1).recipe().augmentation().flip()).isEqualTo(1);
  }

  private SuiteSpec read(String text) {
    return Specs.suite(folder, text);
  }
}
