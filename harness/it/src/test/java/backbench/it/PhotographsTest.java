package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Trains on photographs by every backend of the project, once: each engine beside the decoder. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("holds engines to be honest by their clocks")
class PhotographsTest {

  private static final String SUITE =
      """
      id: photographs
      title: A few photographs
      dataset: ./few.yaml
      networks: [./flat.yaml]
      backends: all
      recipe:
        optimizer: {sgd: {learning_rate: 0.01}}
        batch: 4
        epochs: 1
        augmentation: {flip: 0.5}
      measure: {forks: 1, threads: [1], warmup_seconds: 0, predict: {batch: 4, warmup_seconds: 0, seconds: 0.1}}
      """;

  private static final String NETWORK =
      """
      id: flat
      title: One dense layer on colour
      source: here
      input: [3, 24, 32]
      nodes:
        - {name: flatten, layer: flatten}
        - {name: logits, layer: dense, units: 2}
      output: {shape: [2]}
      parameters: {total: 4610, trainable: 4610}
      """;

  private static final String DATASET =
      """
      id: few
      title: Two categories
      shape: [3, 24, 32]
      classes: 2
      source: {image_folder: {folder: few, resize: {fit: crop}, split: {seed: 1, train: 4, test: 2}}}
      licence: none
      origin: drawn here
      """;

  private Cli.Outcome outcome;
  private RunResult result;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("photographs.yaml"), SUITE);
    Files.writeString(folder.resolve("flat.yaml"), NETWORK);
    Files.writeString(folder.resolve("few.yaml"), DATASET);
    for (String category : List.of("dark", "light")) {
      Path images = Files.createDirectories(folder.resolve("data/few").resolve(category));
      for (int i = 0; i < 6; i++) {
        draw(images.resolve("image" + i + ".jpg"), category.equals("dark") ? 0 : 150, i);
      }
    }
    outcome = new Cli(folder).run("run", "./photographs.yaml", "--data", "data", "--out", "runs");
    result = RunFolder.open(RunFolder.list(folder.resolve("runs")).get(0)).load();
  }

  private static void draw(Path file, int level, int number) throws IOException {
    BufferedImage image = new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(level, level + 10 * number, level + 50));
    graphics.fillRect(8 * number, 0, 40, 60);
    graphics.dispose();
    assertThat(ImageIO.write(image, "jpeg", file.toFile())).isTrue();
  }

  @Test
  void everyBackendTrainsOnThem() {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(result.cells()).extracting(CellResult::status).containsOnly(Status.OK);
    assertThat(result.cells())
        .extracting(cell -> cell.key().backend())
        .contains("vector", "djl-mxnet", "djl-pytorch", "dl4j");
  }

  @Test
  void everyBackendIsFedTheSamePixels() {
    Set<String> digests =
        result.cells().stream()
            .flatMap(cell -> cell.forks().stream())
            .map(fork -> fork.training().batchDigest() + fork.training().dataDigest())
            .collect(Collectors.toSet());
    assertThat(digests).hasSize(1);
  }
}
