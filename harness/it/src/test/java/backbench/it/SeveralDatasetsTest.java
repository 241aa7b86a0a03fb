package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a suite whose two networks train on different datasets, once, and looks at what it leaves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralDatasetsTest {

  private static final String SUITE =
      """
      id: two
      title: Two datasets
      dataset: digits
      networks:
        - {network: conv3x3, recipe: {scaling: centered}}
        - {network: colour.yaml, dataset: few.yaml, recipe: {test: 20}}
      backends: [vector]
      recipe: {optimizer: {sgd: {learning_rate: 0.005}}, batch: 10, epochs: 1, train: 60, test: 40}
      measure: {forks: 1, threads: [1], warmup_seconds: 0, predict: {batch: 10, warmup_seconds: 0, seconds: 0.1}}
      """;

  private static final String COLOUR =
      """
      id: colour
      title: One dense layer on colour
      source: here
      input: [3, 32, 32]
      nodes:
        - {name: flatten, layer: flatten}
        - {name: logits, layer: dense, units: 10}
      output: {shape: [10]}
      parameters: {total: 30730, trainable: 30730}
      """;

  private static final String FEW =
      """
      id: few
      title: A few coloured digits
      shape: [3, 32, 32]
      classes: 10
      source: {colour_digits: {seed: 5, train: 80, test: 30}}
      licence: none
      origin: drawn here
      """;

  private Cli cli;
  private Cli.Outcome outcome;
  private Path runFolder;
  private RunResult result;

  @BeforeAll
  void run(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("two.yaml"), SUITE);
    Files.writeString(folder.resolve("colour.yaml"), COLOUR);
    Files.writeString(folder.resolve("few.yaml"), FEW);
    cli = new Cli(folder);
    outcome = cli.run("run", "./two.yaml", "--progress", "plain", "--out", "runs");
    runFolder = RunFolder.list(folder.resolve("runs")).get(0);
    result = RunFolder.open(runFolder).load();
  }

  @Test
  void bothAreCertifiedAndMeasured() {
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(result.cells()).hasSize(2);
    assertThat(result.cells()).extracting(CellResult::status).containsOnly(Status.OK);
  }

  @Test
  void eachTrainsOnItsOwnDataset() {
    Map<String, CellResult> cells =
        result.cells().stream()
            .collect(Collectors.toMap(cell -> cell.key().workload(), cell -> cell));

    assertThat(cells.get("conv3x3").dataset().id()).isEqualTo("digits");
    assertThat(cells.get("conv3x3").recipe().testSamples()).isEqualTo(40);
    assertThat(cells.get("colour").dataset().id()).isEqualTo("few");
    assertThat(cells.get("colour").recipe().testSamples()).isEqualTo(20);
    assertThat(cells.values())
        .allSatisfy(
            cell ->
                assertThat(cell.forks().get(0).training().epochs().get(0).samples()).isEqualTo(60));
    assertThat(result.suite().specs().stream().filter(spec -> spec.kind().equals("dataset")))
        .extracting(RunResult.SpecDigest::id)
        .containsExactly("digits", "few");
  }

  @Test
  void theReportNamesBothAndShowsThePeakMemoryOfEach() throws IOException {
    assertThat(outcome.out()).contains("Two datasets (2 datasets)").contains("peak memory");
    assertThat(Files.readString(runFolder.resolve("report.md")))
        .startsWith("# Two datasets (2 datasets)")
        .contains("1 epoch of 60 samples of Generated digits**")
        .contains("1 epoch of 60 samples of A few coloured digits**")
        .contains("peak memory (MiB)");
  }

  @Test
  void aDatasetThatHasChangedKeepsTheRunFromBeingResumed(@TempDir Path elsewhere)
      throws IOException {
    Files.writeString(elsewhere.resolve("two.yaml"), SUITE);
    Files.writeString(elsewhere.resolve("colour.yaml"), COLOUR);
    Files.writeString(elsewhere.resolve("few.yaml"), FEW.replace("seed: 5", "seed: 6"));

    Cli.Outcome resumed =
        cli.run("run", elsewhere.resolve("two.yaml").toString(), "--resume", runFolder.toString());

    assertThat(resumed.exitCode()).isEqualTo(2);
    assertThat(resumed.errors()).hasSize(1);
    assertThat(resumed.errors().get(0)).contains("cannot be resumed", "of the suite 'two'");
  }

  @Test
  void aDatasetThatDoesNotFitIsShownAtItsPlace(@TempDir Path elsewhere) throws IOException {
    Files.writeString(
        elsewhere.resolve("two.yaml"),
        SUITE.replace("colour.yaml, dataset: few.yaml", "nin, dataset: digits-rgb32"));

    Cli.Outcome misfit = cli.run("validate", elsewhere.resolve("two.yaml").toString());

    assertThat(misfit.exitCode()).isEqualTo(2);
    assertThat(misfit.errors()).hasSize(1);
    assertThat(misfit.errors().get(0))
        .contains("two.yaml:6:29: dataset:", "'nin' takes [1, 28, 28]", "[3, 32, 32]");
  }
}
