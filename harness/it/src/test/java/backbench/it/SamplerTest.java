package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import backbench.results.samples.SampledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs a spatial transformer for fewer epochs and more forks than its suite says, once. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamplerTest {

  private static final String SUITE =
      """
      id: cut
      title: A spatial transformer
      dataset: digits-cluttered60
      networks:
        - {network: ./cut-net.yaml, reported: {source: nowhere, accuracy: 0.5}}
      backends: [vector, djl-pytorch]
      recipe: {optimizer: {sgd: {learning_rate: 0.01}}, batch: 20, epochs: 9, train: 100, test: 40}
      measure:
        forks: 1
        threads: [1]
        warmup_seconds: 0
        sampler_images: 3
        predict: {batch: 10, warmup_seconds: 0, seconds: 0.1}
      """;

  private static final String NETWORK =
      """
      id: cut-net
      title: A small spatial transformer
      source: here
      input: [1, 60, 60]
      nodes:
        - {name: pool, layer: avg_pool2d, kernel: 10}
        - {name: flatten1, layer: flatten}
        - {name: theta, layer: dense, units: 6, biases: {values: [0.5, 0, 0.25, 0, 0.5, -0.25]}}
        - {name: sampler, layer: affine_sampler, height: 20, width: 20, inputs: [input, theta]}
        - {name: flatten2, layer: flatten}
        - {name: logits, layer: dense, units: 10}
      output: {shape: [10]}
      parameters: {total: 4232, trainable: 4232}
      """;

  private Cli.Outcome outcome;
  private Path runFolder;
  private RunResult result;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("cut.yaml"), SUITE);
    Files.writeString(folder.resolve("cut-net.yaml"), NETWORK);
    outcome =
        new Cli(folder).run("run", "./cut.yaml", "--epochs", "1", "--forks", "2", "--out", "runs");
    runFolder = RunFolder.list(folder.resolve("runs")).get(0);
    result = RunFolder.open(runFolder).load();
  }

  @Test
  void theEpochsAndForksAreThoseAskedForAndNotTheSuites() {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(result.cells()).hasSize(2).allMatch(cell -> cell.status() == Status.OK);
    assertThat(result.cells())
        .allSatisfy(
            cell -> {
              assertThat(cell.forks()).hasSize(2);
              assertThat(cell.forks()).allMatch(fork -> fork.training().epochs().size() == 1);
            });
    assertThat(outcome.out()).contains("none: 1 of 9 epochs");
  }

  @Test
  void everyForkSaysThatItSawTheSameDataset() {
    assertThat(
            result.cells().stream()
                .flatMap(cell -> cell.forks().stream())
                .map(fork -> fork.training().dataDigest()))
        .hasSize(4)
        .doesNotContainNull()
        .containsOnly(result.cells().get(0).forks().get(0).training().dataDigest());
  }

  @Test
  void forkByForkBackendsSeeTheSameBatchesAndEachForkSeesOthers() {
    List<String> first = batches(result.cells().get(0));
    assertThat(first).hasSize(2).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(batches(result.cells().get(1))).isEqualTo(first);
  }

  private static List<String> batches(CellResult cell) {
    return cell.forks().stream().map(fork -> fork.training().batchDigest()).toList();
  }

  @Test
  void theFirstForkShowsWhatTheSamplerPicksOutAndBackendsShowTheSameImages() {
    for (CellResult cell : result.cells()) {
      assertThat(cell.forks().get(1).training().sampled()).isEmpty();
      List<SampledImages> sampled = cell.forks().get(0).training().sampled();
      assertThat(sampled).hasSize(1);
      assertThat(sampled.get(0).images()).hasSize(3);
    }
    SampledImages one = result.cells().get(0).forks().get(0).training().sampled().get(0);
    SampledImages other = result.cells().get(1).forks().get(0).training().sampled().get(0);
    for (int i = 0; i < one.images().size(); i++) {
      SampledImages.Image image = one.images().get(i);
      assertThat(image.input()).isEqualTo(other.images().get(i).input());
      assertThat(image.label()).isEqualTo(other.images().get(i).label());
    }
  }

  @Test
  void theReportShowsThemAsPictures() throws IOException {
    String report = Files.readString(runFolder.resolve("report.md"));
    for (String backend : List.of("vector", "djl-pytorch")) {
      String picture = "samplers/cut-net-" + backend + "-sampler.png";
      assertThat(report).contains("](" + picture + ")");
      // Three samples of 60 pixels, twice as large, beside each other.
      assertThat(ImageIO.read(runFolder.resolve(picture).toFile()).getWidth())
          .isEqualTo(6 + 3 * (120 + 6));
    }
  }
}
