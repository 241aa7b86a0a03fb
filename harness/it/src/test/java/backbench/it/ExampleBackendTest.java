package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Takes the example backend through all that its author would: the kit, then the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleBackendTest {

  private static final String TINY =
      """
      id: tiny
      title: One convolution and a dense layer
      source: this test
      input: [1, 28, 28]
      nodes:
        - {name: conv, layer: conv2d, filters: 8, kernel: 3, padding: same}
        - {name: relu, layer: relu}
        - {name: pool, layer: max_pool2d, kernel: 2}
        - {name: flatten, layer: flatten}
        - {name: logits, layer: dense, units: 10}
      output: {shape: [10]}
      parameters: {total: 15770, trainable: 15770}
      """;

  private static final String SUITE =
      """
      id: two
      title: A network of the example's layers, and one with others
      dataset: digits
      networks: [./tiny.yaml, nin]
      backends: [example]
      recipe: {optimizer: {adam: {learning_rate: 0.001}}, batch: 10, epochs: 1, scaling: unit, train: 50, test: 20}
      measure: {forks: 1, seed: 1, warmup_seconds: 0, timeout_seconds: 120, predict: {batch: 10, warmup_seconds: 0, seconds: 0.1}}
      """;

  private Path folder;
  private Path repository;
  private ExampleProject project;
  private Cli.Outcome build;

  @BeforeAll
  void build(@TempDir Path temporary) throws IOException {
    folder = temporary;
    repository = folder.resolve("repository");
    ExampleProject.install(repository);
    project = new ExampleProject(folder.resolve("example"), repository);
    build = project.verify();
    Files.writeString(folder.resolve("tiny.yaml"), TINY);
    Files.writeString(folder.resolve("two.yaml"), SUITE);
  }

  private Cli.Outcome run(String... arguments) {
    return new Cli(folder)
        .run(
            Stream.concat(
                    Stream.of(arguments), Stream.of("--plugins", project.plugins().toString()))
                .toArray(String[]::new));
  }

  @Test
  void itKeepsTheContract() {
    assertThat(build.exitCode()).as(build.out() + build.err()).isZero();
    KitReport kit = project.kit();
    assertThat(kit.failed()).isEmpty();
    assertThat(kit.passed()).hasSizeGreaterThan(100);
    assertThat(kit.passed()).contains("I7", "L1.23", "L2.14", "L9.9", "G1", "T4", "F5", "C16");
  }

  @Test
  void onlyRulesThatNeedOtherLayersAreSkipped() {
    assertThat(project.kit().skipped())
        .isNotEmpty()
        .allMatch(rule -> rule.matches("(L3|L4|L5|L7|L10)\\..*|D\\d|G[2-6]|E1\\.\\d+"));
  }

  @Test
  void thePluginFolderHoldsWhatTheWorkerDoesNotBring() throws IOException {
    try (Stream<Path> files = Files.list(project.plugins().resolve("example"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("backbench-example-1.0.jar");
    }
  }

  @Test
  void itIsListed() {
    Cli.Outcome list = run("list", "backends");

    assertThat(list.exitCode()).as(list.out() + list.err()).isZero();
    assertThat(list.out()).contains("Example in plain loops").contains("vector");
  }

  @Test
  void aNetworkOfItsLayersIsCertified() {
    Cli.Outcome certificate = run("certify", "./tiny.yaml", "--backend", "example");

    assertThat(certificate.exitCode()).as(certificate.out() + certificate.err()).isZero();
    assertThat(certificate.out()).containsPattern("tiny +example +passed");
  }

  @Test
  void aNetworkWithOtherLayersIsUnsupportedAndSaysWhich() {
    Cli.Outcome outcome = run("run", "./two.yaml", "--progress", "plain", "--out", "runs");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    RunResult result = RunFolder.open(RunFolder.list(folder.resolve("runs")).get(0)).load();
    CellResult tiny = cell(result, "tiny");
    assertThat(tiny.status()).isEqualTo(Status.OK);
    assertThat(tiny.certificate().passed()).isTrue();
    CellResult nin = cell(result, "nin");
    assertThat(nin.status()).isEqualTo(Status.UNSUPPORTED);
    assertThat(nin.reason()).contains("batch_norm");
  }

  private static CellResult cell(RunResult result, String network) {
    return result.cells().stream()
        .filter(cell -> cell.network().id().equals(network))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGradientOfTheWrongSignFailsTheRulesOfItsLayer() {
    ExampleProject wrong = new ExampleProject(folder.resolve("wrong-sign"), repository);
    wrong.replace(
        "Rectifier.java",
        "input.gradient()[i] += output.gradient()[i]",
        "input.gradient()[i] -= output.gradient()[i]");

    Cli.Outcome outcome = wrong.verify("layers");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isNotZero();
    assertThat(wrong.kit().failed())
        .contains("L6.1", "L6.2")
        .noneMatch(rule -> rule.startsWith("L1.") || rule.startsWith("L9."));
    assertThat(wrong.kit().passed()).contains("L1.23", "L9.9");
    assertThat(wrong.plugins()).doesNotExist();
  }

  @Test
  void anEpsilonCorrectedForBiasFailsTheRulesThatTellTheFormsApart() {
    ExampleProject wrong = new ExampleProject(folder.resolve("wrong-epsilon"), repository);
    wrong.replace(
        "Update.java",
        "(Math.sqrt(v[i]) + adaptive.epsilon())",
        "(Math.sqrt(v[i]) + adaptive.epsilon() * Math.sqrt(1 - Math.pow(adaptive.beta2(), steps)))");

    Cli.Outcome outcome = wrong.verify("layers", "networks", "training");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isNotZero();
    assertThat(wrong.kit().failed())
        .contains("T4", "T5", "T10", "T11")
        .allMatch(rule -> rule.startsWith("T") || rule.startsWith("G"))
        .doesNotContain("T1", "T2");
    assertThat(wrong.kit().passed()).contains("L6.1", "T1", "T2");
  }
}
