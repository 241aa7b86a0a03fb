package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.specs.SuiteSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteDigestTest {

  @TempDir Path folder;

  @Test
  void theDigestDependsOnTheDatasetOfEachNetwork() {
    assertThat(readWithLarge("as: other, dataset: large").digest())
        .isNotEqualTo(readWithLarge("as: other").digest());
    assertThat(readWithLarge("as: other, dataset: tiny").digest())
        .isEqualTo(readWithLarge("as: other").digest());
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

  private static String spoil(String from, String to) {
    return Specs.SUITE.replace(from, to.replace("\\n", "\n"));
  }

  private SuiteSpec readWithLarge(String second) {
    return Specs.suiteWithLarge(folder, Specs.SUITE.replace("as: other", second));
  }

  private SuiteSpec read(String text) {
    return Specs.suite(folder, text);
  }
}
