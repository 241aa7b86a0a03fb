package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.results.CellResult;
import backbench.results.CertificateResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs a small suite on every backend of the project, once, and looks at all that it leaves. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunTest {

  private static final String SUITE =
      """
      id: small
      title: A small suite
      dataset: digits
      networks:
        - {network: conv3x3, recipe: {optimizer: {sgd: {learning_rate: 0.005}}, batch: 1, scaling: centered}}
        - {network: lenet-mnist, recipe: {batch: 32}}
      backends: all
      recipe:
        optimizer: {adam: {learning_rate: 0.001}}
        epochs: 2
        scaling: unit
        train: 200
        test: 100
      measure:
        forks: 1
        seed: 1
        warmup_seconds: 0.1
        timeout_seconds: 240
        baseline: djl-pytorch
        predict: {batch: 50, warmup_seconds: 0.1, seconds: 0.1}
      """;

  private Path folder;
  private Cli.Outcome outcome;
  private Path runFolder;
  private RunResult result;

  @BeforeAll
  void run(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.writeString(folder.resolve("small.yaml"), SUITE);
    outcome =
        new Cli(folder)
            .run(
                "run",
                "./small.yaml",
                "--progress",
                "plain",
                "--out",
                "runs",
                "--label",
                "purpose=test");
    runFolder = RunFolder.list(folder.resolve("runs")).get(0);
    result = RunFolder.open(runFolder).load();
  }

  @Test
  void aRunInWhichAllIsWellExitsWithZero() {
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(result.complete()).isTrue();
  }

  @Test
  void labelsAreKeptAndShown() throws IOException {
    assertThat(result.about().labels()).isEqualTo(Map.of("purpose", "test"));
    assertThat(outcome.out()).contains("purpose=test");
    assertThat(runFolder.resolve("report.md")).content().contains("labels: purpose=test");
  }

  @Test
  void everyNetworkIsMeasuredOnEveryBackend() {
    assertThat(
            result.cells().stream().map(cell -> cell.key().backend()).collect(Collectors.toSet()))
        .contains("vector", "djl-mxnet", "djl-pytorch", "dl4j");
    assertThat(result.cells()).hasSize(2 * result.backends().size());
    assertThat(result.cells())
        .allSatisfy(
            cell -> {
              assertThat(cell.status()).isEqualTo(Status.OK);
              assertThat(cell.forks()).hasSize(1);
            });
  }

  @Test
  void everyTimingCarriesACertificateThatPassed() {
    assertThat(result.cells())
        .allSatisfy(
            cell -> {
              assertThat(cell.certificate()).isNotNull();
              assertThat(cell.certificate().passed()).isTrue();
              assertThat(cell.certificate().checks()).isNotEmpty();
            });
  }

  @Test
  void allBackendsSeeTheSameBatches() {
    for (String network : List.of("conv3x3", "lenet-mnist")) {
      assertThat(
              result.cells().stream()
                  .filter(cell -> cell.network().id().equals(network))
                  .map(cell -> cell.forks().get(0).training().batchDigest())
                  .collect(Collectors.toSet()))
          .as(network)
          .hasSize(1)
          .doesNotContainNull();
    }
  }

  @Test
  void fromTheSameWeightsTheLossCurvesStartOnEachOther() {
    for (String network : List.of("conv3x3", "lenet-mnist")) {
      List<ForkResult> first =
          result.cells().stream()
              .filter(cell -> cell.network().id().equals(network))
              .map(cell -> cell.forks().get(0))
              .toList();
      for (ForkResult fork : first) {
        assertThat(fork.training().untrained().loss())
            .isCloseTo(first.get(0).training().untrained().loss(), within(1e-5));
        List<Double> losses = fork.training().epochs().get(0).losses().first();
        List<Double> others = first.get(0).training().epochs().get(0).losses().first();
        for (int step = 0; step < 5; step++) {
          assertThat(losses.get(step)).isCloseTo(others.get(step), within(1e-3));
        }
      }
    }
  }

  @Test
  void trainingLearns() {
    for (CellResult cell : result.cells()) {
      for (ForkResult fork : cell.forks()) {
        assertThat(fork.training().epochs().get(1).meanLoss())
            .isLessThan(fork.training().epochs().get(0).meanLoss());
        assertThat(fork.training().epochs().get(1).test().loss())
            .isLessThan(fork.training().untrained().loss());
      }
    }
  }

  @Test
  void everyForkSaysWhatItRanOn() {
    for (CellResult cell : result.cells()) {
      for (ForkResult fork : cell.forks()) {
        assertThat(fork.environment().threads()).isEqualTo(cell.key().threads());
        assertThat(fork.environment().versions()).isNotEmpty();
        assertThat(fork.launch().jvmFlags()).isNotEmpty();
      }
    }
  }

  @Test
  void theReportAndTheTableShowTheSameRun() throws IOException {
    String report = Files.readString(runFolder.resolve("report.md"));

    assertThat(outcome.out()).contains("conv3x3").contains("vector").contains("report.md");
    assertThat(report)
        .contains("conv3x3")
        .contains("lenet-mnist")
        .contains("djl-pytorch")
        .contains("Certificates");
  }

  @Test
  void theTableCanBeShownAgain() {
    Cli.Outcome again = new Cli(folder).run("report", runFolder.toString());

    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("lenet-mnist").contains("djl-pytorch");
  }

  @Test
  void certificatesAreFoundInTheCacheAgain() {
    Cli cli = Cli.withEmptyCache(folder);

    CertificateResult made = conv3x3OnVector(cli, "made");
    assertThat(made.passed()).isTrue();
    assertThat(made.making().cached()).isFalse();
    CertificateResult found = conv3x3OnVector(cli, "found");
    assertThat(found.passed()).isTrue();
    assertThat(found.making().cached()).isTrue();
    assertThat(found.making().madeAt()).isEqualTo(made.making().madeAt());
  }

  private CertificateResult conv3x3OnVector(Cli cli, String out) {
    List<String> command =
        List.of("run", "./small.yaml", "--network", "conv3x3", "--backend", "vector");
    List<String> options = List.of("--epochs", "1", "--forks", "1", "--out", out);
    Cli.Outcome run =
        cli.run(Stream.concat(command.stream(), options.stream()).toArray(String[]::new));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    RunResult measured = RunFolder.open(RunFolder.list(folder.resolve(out)).get(0)).load();
    assertThat(measured.cells()).hasSize(1);
    return measured.cells().get(0).certificate();
  }
}
