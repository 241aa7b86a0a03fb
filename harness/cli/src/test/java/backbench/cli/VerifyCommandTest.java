package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ErrorReport;
import backbench.cli.output.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {

  private static final Path QUICK =
      Path.of(System.getProperty("backbench.root"), "results", "quick");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void aResultThatAgreesWithItselfIsValidWithWhatItHolds() {
    assertThat(run(new VerifyCommand(), QUICK.toString())).isZero();
    assertThat(out.toString())
        .startsWith(QUICK + ": valid, 8 cells, 24 forks, 8 passed certificates");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aResultThatWasEditedIsRefusedWithThePlaceAndSoIsItsReport() throws IOException {
    Path edited = folder.resolve("result.json");
    Files.writeString(
        edited,
        Files.readString(QUICK.resolve("result.json"))
            .replaceFirst("\"trainSeconds\" ?: ?[0-9.E-]+", "\"trainSeconds\" : 0.001"));

    assertThat(run(new VerifyCommand(), edited.toString(), QUICK.toString()))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(err.toString())
        .startsWith(
            "error: " + edited + ": at 'cells[0].forks[0].outcome.epochs[0].stepNanos.rawNanos'")
        .hasLineCount(1);
    assertThat(out.toString()).contains(QUICK + ": valid");

    assertThat(run(new ReportCommand(), edited.toString())).isEqualTo(ExitCode.REQUEST);
    assertThat(err.toString()).contains(": not what a run writes at 'cells[0].forks[0]");
  }

  @Test
  void whatIsNoResultIsOneErrorAndTheNextFileIsChecked() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");
    assertThat(run(new VerifyCommand(), broken.toString(), QUICK.toString()))
        .isEqualTo(ExitCode.REQUEST);
    assertThat(err.toString()).hasLineCount(1).contains("the file ends too early");
    assertThat(out.toString()).contains(QUICK + ": valid");
  }

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(ErrorReport::failed)
        .execute(arguments);
  }
}
