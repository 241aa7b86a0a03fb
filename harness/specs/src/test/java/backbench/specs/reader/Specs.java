package backbench.specs.reader;

import backbench.specs.SuiteSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives tests the shipped specs, and small valid ones to spoil. */
public final class Specs {

  public static final Path SHIPPED = Path.of(System.getProperty("backbench.root"), "specs");

  static final String NETWORK =
      """
      id: tiny
      title: A tiny network
      source: nowhere
      input: [1, 28, 28]
      nodes:
        - {name: conv, layer: conv2d, filters: 2, kernel: 3, padding: same}
        - {name: norm, layer: batch_norm}
        - {name: relu, layer: relu}
        - {name: pool, layer: max_pool2d, kernel: 2}
        - {name: flat, layer: flatten}
        - {name: drop, layer: dropout, rate: 0.5}
        - {name: logits, layer: dense, units: 10}
      output: {node: logits, shape: [10]}
      parameters: {total: 3958, trainable: 3954}
      """;

  static final String DATASET =
      """
      id: tiny
      title: A tiny dataset
      shape: [1, 28, 28]
      classes: 10
      source: {digits: {seed: 1, train: 100, test: 20}}
      licence: none
      origin: here
      """;

  static final String SUITE =
      """
      id: tiny
      title: A tiny suite
      dataset: tiny
      networks:
        - tiny
        - {network: tiny, as: other, recipe: {batch: 1}}
      backends: [vector, other]
      recipe:
        optimizer: {adam: {learning_rate: 0.001}}
        batch: 10
        epochs: 2
      measure: {forks: 2, baseline: other}
      """;

  private Specs() {}

  /** Makes an installation with a network, a dataset and a suite, all called tiny. */
  static Catalog install(Path folder) {
    write(folder.resolve("architectures/tiny.yaml"), NETWORK);
    write(folder.resolve("datasets/tiny.yaml"), DATASET);
    write(folder.resolve("suites/tiny.yaml"), SUITE);
    return Catalog.of(folder);
  }

  /** Reads a suite in such an installation. */
  static SuiteSpec suite(Path folder, String text) {
    return install(folder).suite(write(folder.resolve("suites/tiny.yaml"), text).toString());
  }

  /** Reads a suite where there is a dataset of twice the samples, called large. */
  static SuiteSpec suiteWithLarge(Path folder, String text) {
    write(
        folder.resolve("datasets/large.yaml"),
        DATASET.replace("id: tiny", "id: large").replace("train: 100", "train: 200"));
    return suite(folder, text);
  }

  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
