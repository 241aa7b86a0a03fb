package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.it.remembering.RememberingProvider;
import backbench.plausibility.Peak;
import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs an honest backend beside one that is certified, predicts rightly, and does so from memory.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("judges speed")
class PlausibilityTest {

  private static final String SUITE =
      """
      id: remembered
      title: Computed and remembered
      dataset: digits
      networks: [lenet-mnist]
      backends: [vector, remembering]
      recipe:
        optimizer: {adam: {learning_rate: 0.001}}
        batch: 50
        epochs: 1
        train: 200
        test: 100
      measure:
        forks: 1
        seed: 1
        warmup_seconds: 0.2
        timeout_seconds: 240
        baseline: vector
        predict: {batch: 50, warmup_seconds: 0.1, seconds: 0.2}
      """;

  private static final List<String> CLASSES =
      List.of(
          "RememberingBackend", "RememberingBackend$RememberingModel", "RememberingBackend$Held");

  private Cli.Outcome outcome;
  private Path runFolder;
  private RunResult result;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    AroundVector.pack(
        folder.resolve("plugins/remembering"), RememberingProvider.class, CLASSES, Map.of());
    Files.writeString(folder.resolve("remembered.yaml"), SUITE);
    outcome =
        new Cli(folder)
            .run(
                "run",
                "./remembered.yaml",
                "--plugins",
                "plugins",
                "--progress",
                "plain",
                "--out",
                "runs");
    runFolder = RunFolder.list(folder.resolve("runs")).get(0);
    result = RunFolder.open(runFolder).load();
  }

  @Test
  void whatIsAnsweredFromMemoryIsFasterThanTheMachineAndNotRanked() {
    CellResult cell = cell(RememberingProvider.ID);
    assertThat(cell.certificate().passed()).isTrue();
    assertThat(cell.status()).as(outcome.out()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(cell.reason()).startsWith("prediction is faster than").contains("predictions/s");
  }

  @Test
  void theHonestBackendBesideItIsRanked() {
    assertThat(cell("vector").status()).as(cell("vector").reason()).isEqualTo(Status.OK);
  }

  @Test
  void theReportShowsTheCellWithItsReasonAndThePeak() throws IOException {
    Peak peak = result.shards().get(0).peaks().get(0);
    assertThat(outcome.out()).contains("peak of " + peak.inWords());
    assertThat(runFolder.resolve("report.md"))
        .content()
        .contains("implausible", cell(RememberingProvider.ID).reason(), peak.inWords());
  }

  private CellResult cell(String backend) {
    return result.cells().stream()
        .filter(cell -> cell.key().backend().equals(backend))
        .findFirst()
        .orElseThrow();
  }
}
