package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ErrorReport;
import backbench.cli.output.ExitCode;
import backbench.specs.reader.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests the commands that show and check specs: list, describe, validate. */
class SpecCommandsTest {

  private static final Path SPECS = Path.of(System.getProperty("backbench.root"), "specs");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void describeSummarisesANetworkAsKerasDoes() throws IOException {
    assertThat(run(new DescribeCommand(SpecCommandsTest::catalog), "deep-cnn-bn")).isZero();

    assertThat(lines(out)).isEqualTo(resource("deep-cnn-bn.txt"));
    assertThat(lines(err)).isEmpty();
  }

  @Test
  void describeShowsTheInputsOfANetworkThatBranches() {
    assertThat(run(new DescribeCommand(SpecCommandsTest::catalog), "st-cnn-cluttered")).isZero();

    assertThat(lines(out))
        .containsPattern("(?m)^Layer .* FLOPs backward +Inputs$")
        .containsPattern("(?m)^sampler \\(affine_sampler\\) .* input, theta$");
  }

  @Test
  void describeTakesThePathOfAFile() {
    String path = SPECS.resolve("architectures/conv3x3.yaml").toString();

    assertThat(run(new DescribeCommand(SpecCommandsTest::catalog), path)).isZero();

    assertThat(lines(out)).contains("Total parameters: 13,602\n");
  }

  @Test
  void describeOfAnUnknownNetworkIsOneErrorThatNamesTheNearest() {
    assertThat(run(new DescribeCommand(SpecCommandsTest::catalog), "lenet-mnits"))
        .isEqualTo(ExitCode.REQUEST);

    assertThat(lines(err))
        .startsWith("error: no network is called 'lenet-mnits'; known: alexnet-half, ")
        .endsWith("; did you mean 'lenet-mnist'?\n")
        .hasLineCount(1);
    assertThat(lines(out)).isEmpty();
  }

  @Test
  void listShowsEveryKindUnderItsHeading() {
    assertThat(run(new ListCommand(SpecCommandsTest::catalog))).isZero();

    assertThat(lines(out))
        .containsPattern(
            "(?s)^Networks\n  alexnet-half .*\n\nDatasets\n  .*\n\nSuites\n  .*\n\nBackends\n")
        .containsPattern("(?m)^  deep-cnn +\\[1, 28, 28\\] +10 classes +78,602 parameters  Four ")
        .containsPattern("(?m)^  mnist +\\[1, 28, 28\\] +10 classes  files in mnist ")
        .containsPattern(
            "(?m)^  cluttered-mnist +\\[1, 60, 60\\] +10 classes  generated from files in mnist ")
        .containsPattern("(?m)^  digits +\\[1, 28, 28\\] +10 classes  generated, ")
        .containsPattern(
            "(?m)^  scenes-rgb227 +\\[3, 227, 227\\] +45 classes  generated, 3,600 \\+ 450 ")
        .containsPattern("(?m)^  conv3x3 +mnist +conv3x3 ")
        .containsPattern("(?m)^  all +4 datasets +11 networks +Every reference network");
  }

  @Test
  void listOfOneKindShowsOnlyThat() {
    assertThat(run(new ListCommand(SpecCommandsTest::catalog), "datasets")).isZero();

    assertThat(lines(out))
        .startsWith("caltech101-45 ")
        .contains("\ndigits ")
        .doesNotContain("Networks")
        .doesNotContain("nin");
  }

  @Test
  void validateSaysWhatAFileIs() {
    Path network = SPECS.resolve("architectures/nin.yaml");
    Path suite = SPECS.resolve("suites/quick.yaml");

    assertThat(
            run(
                new ValidateCommand(SpecCommandsTest::catalog),
                network.toString(),
                suite.toString()))
        .isZero();

    assertThat(lines(out))
        .isEqualTo(network + ": valid network 'nin'\n" + suite + ": valid suite 'quick'\n");
  }

  @Test
  void validateReportsEachWrongFileAndGoesOn() throws IOException {
    Path typo =
        Files.writeString(
            folder.resolve("typo.yaml"),
            Files.readString(SPECS.resolve("architectures/nin.yaml"))
                .replace("id: nin", "id: typo")
                .replace("{name: pool2, layer: max_pool2d", "{name: pool2, layer: max_pool"));
    Path missing = folder.resolve("missing.yaml");
    Path right = SPECS.resolve("datasets/mnist.yaml");

    assertThat(
            run(
                new ValidateCommand(SpecCommandsTest::catalog),
                typo.toString(),
                missing.toString(),
                right.toString()))
        .isEqualTo(ExitCode.REQUEST);

    assertThat(lines(err))
        .isEqualTo(
            "error: "
                + typo
                + ":22:26: layer: 'max_pool'; did you mean 'max_pool2d'?\nerror: "
                + missing
                + ": no such file; expected a spec\n");
    assertThat(lines(out)).isEqualTo(right + ": valid dataset 'mnist'\n");
  }

  @Test
  void theRootCommandHasThem() {
    assertThat(Main.commandLine().getSubcommands()).containsKeys("list", "describe", "validate");
  }

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(ErrorReport::failed)
        .execute(arguments);
  }

  private static Catalog catalog() {
    return Catalog.of(SPECS);
  }

  private static String lines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SpecCommandsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
