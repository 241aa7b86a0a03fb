package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ExitCode;
import backbench.results.SampleRun;
import backbench.results.file.ResultJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Tests what holds of the command line as a whole, without a plugin or a worker. */
class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  static List<String> commands() {
    return commands("", Main.commandLine()).toList();
  }

  private static Stream<String> commands(String name, CommandLine command) {
    return Stream.concat(
        Stream.of(name),
        command.getSubcommands().entrySet().stream()
            .filter(each -> !each.getKey().equals("help"))
            .flatMap(each -> commands(name + " " + each.getKey(), each.getValue())));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTellsTheVersion(String command) {
    assertThat(run((command + " --version").strip().split(" ", -1))).isZero();

    assertThat(out.toString()).startsWith("backbench ").contains("Java ");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAHelp(String command) {
    assertThat(run((command + " --help").strip().split(" ", -1))).isZero();

    assertThat(out.toString()).startsWith("Usage: backbench" + command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "run --forks x | --forks: 'x'; expected a whole number from 1 to 1000",
        "run --forks 0 | --forks: '0'; expected a whole number from 1 to 1000",
        "run --epochs 1.5 | --epochs: '1.5'; expected a whole number from 1 to 10000",
        "certify --threads 0 | --threads: '0'; expected a whole number from 1 to 1024",
        "certify --seed 99999999999999999999 | --seed: '99999999999999999999'; expected a whole"
            + " number from -9223372036854775808 to 9223372036854775807",
        "data sheet digits --rows 0 | --rows: '0'; expected a whole number from 1 to 100",
        "data sheet digits --suite augmented | missing argument: --network=NETWORK",
        "run --resume w --out x | --out: a resumed run stays in its folder; expected no --out with"
            + " --resume",
      })
  void anArgumentThatIsWrongIsNamedWithWhatIsExpected(String arguments, String said) {
    assertThat(run(arguments.split(" ", -1))).isEqualTo(ExitCode.REQUEST);

    assertThat(err.toString()).startsWith("error: " + said + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aBaselineThatIsNotInTheRunIsRefusedWithTheBackendsThatAre() throws IOException {
    Path result = folder.resolve("result.json");
    Files.write(result, ResultJson.write(SampleRun.run()));

    assertThat(run("report", result.toString(), "--baseline", "typo")).isEqualTo(ExitCode.REQUEST);
    assertThat(err.toString().lines())
        .containsExactly("error: --baseline: no backend 'typo' is in this run; known: bad, good");
  }

  @Test
  void aNameThatIsNoRunSaysWhatItIs() {
    assertThat(run("report", folder.resolve("nosuch").toString())).isEqualTo(ExitCode.REQUEST);
    assertThat(run("report", "")).isEqualTo(ExitCode.REQUEST);

    assertThat(err.toString().lines())
        .containsExactly(
            "error: "
                + folder.resolve("nosuch")
                + ": no such file or folder; expected the folder of a run",
            "error: '': no name; expected the folder of a run");
  }

  @Test
  void helpSpellsTheModesOfProgressAsTheyAreGiven() {
    run("run", "--help");

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("Show progress in this mode: auto, bar, plain or none; by default auto.");
  }

  @Test
  void helpBreaksNoLineWithinAPath() {
    run("run", "--help");

    assertThat(out.toString())
        .contains("~/.cache/backbench.", "./backbench-results.")
        .doesNotContain("\uFEFF");
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
