package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trains one network plain and augmented, by two backends, once, and looks at what it leaves. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AugmentationTest {

  private static final String SUITE =
      """
      id: varied
      title: Plain and varied
      dataset: digits-rgb32
      networks:
        - {network: small.yaml, as: plain}
        - {network: small.yaml, as: again, recipe: {augmentation: none}}
        - network: small.yaml
          as: varied
          recipe: {augmentation: {flip: 0.5, crop: {pad: 4}, lighting: 0.1}}
        - {network: smaller.yaml, recipe: {augmentation: {crop: {size: [24, 20]}}}}
      backends: [djl-pytorch, dl4j]
      recipe: {optimizer: {sgd: {learning_rate: 0.01}}, batch: 10, epochs: 2, train: 65, test: 40}
      measure: {forks: 1, threads: [1], warmup_seconds: 0.1, predict: {batch: 10, warmup_seconds: 0, seconds: 0.1}}
      """;

  private static final String SMALL =
      """
      id: small
      title: One dense layer on colour
      source: here
      input: [3, 32, 32]
      nodes:
        - {name: flatten, layer: flatten}
        - {name: logits, layer: dense, units: 10}
      output: {shape: [10]}
      parameters: {total: 30730, trainable: 30730}
      """;

  private Cli.Outcome outcome;
  private Path runFolder;
  private RunResult result;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("varied.yaml"), SUITE);
    Files.writeString(folder.resolve("small.yaml"), SMALL);
    Files.writeString(
        folder.resolve("smaller.yaml"),
        SMALL
            .replace("id: small", "id: smaller")
            .replace("[3, 32, 32]", "[3, 24, 20]")
            .replace("30730", "14410"));
    outcome = new Cli(folder).run("run", "./varied.yaml", "--progress", "plain", "--out", "runs");
    runFolder = RunFolder.list(folder.resolve("runs")).get(0);
    result = RunFolder.open(runFolder).load();
  }

  private List<CellResult> cells(String workload) {
    return result.cells().stream().filter(cell -> cell.key().workload().equals(workload)).toList();
  }

  private Set<String> digests(String workload) {
    return cells(workload).stream()
        .map(cell -> cell.forks().get(0).training().batchDigest())
        .collect(Collectors.toSet());
  }

  @Test
  void allAreCertifiedAndMeasured() {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(result.cells()).hasSize(8);
    assertThat(result.cells()).extracting(CellResult::status).containsOnly(Status.OK);
  }

  @Test
  void allBackendsAreFedTheSameAndTheVariedOtherThanThePlain() {
    assertThat(digests("plain")).hasSize(1).isEqualTo(digests("again"));
    assertThat(digests("varied")).hasSize(1).isNotEqualTo(digests("plain"));
    assertThat(digests("smaller")).hasSize(1);
  }

  @Test
  void everyEpochSaysHowLongItWaited() {
    for (CellResult cell : result.cells()) {
      for (ForkResult fork : cell.forks()) {
        assertThat(fork.training().epochs())
            .hasSize(2)
            .allSatisfy(
                epoch -> {
                  assertThat(epoch.samples()).isEqualTo(65);
                  assertThat(epoch.seconds().firstWait()).isPositive();
                  assertThat(epoch.seconds().otherWaits()).isPositive();
                });
      }
    }
  }

  @Test
  void theResultAndTheReportSayWhatIsVaried() throws IOException {
    assertThat(cells("plain")).allMatch(cell -> cell.recipe().augmentation() == null);
    assertThat(cells("varied"))
        .extracting(cell -> cell.recipe().augmentation())
        .containsOnly("flip 0.5, crop after padding by 4, lighting 0.1");
    assertThat(Files.readString(runFolder.resolve("report.md")))
        .contains(
            "2 epochs of 65 samples, varied by flip 0.5, crop after padding by 4, lighting 0.1")
        .contains("varied by crop to 24 by 20")
        .contains("waiting (% of training)");
  }
}
