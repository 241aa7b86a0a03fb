package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.Display;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import backbench.results.file.PlannedRun;
import backbench.results.file.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests that the exit code of a run is what the run came to. */
class RunExitCodeTest {

  @TempDir Path root;

  private record Shown(int exitCode, String text) {}

  /** Shows a run of one cell whose only fork ended like this, or of which there is none. */
  private Shown shown(ForkResult fork) {
    RunResult sample = SampleRun.run();
    CellResult cell = SampleRun.cell("good", Status.INTERRUPTED, null, List.of());
    RunFolder folder =
        RunFolder.create(
            root.resolve("run"),
            new PlannedRun(
                sample.ended(null, List.of(cell)),
                List.of(new PlannedRun.Trial(0, new ForkResult.Place(0, 0, 0)))));
    folder.keep(0, SampleRun.certificate());
    if (fork != null) {
      folder.keep(0, fork);
    }
    RunResult result = fork == null ? folder.load() : folder.finish(Instant.EPOCH);
    RunCommand command = new RunCommand();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs("quick");
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code = command.show(result, folder.folder(), new Display());
      return new Shown(code, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void aRunWhoseCellsAreMeasuredAndCertifiedExitsWith0AndNamesItsResult() {
    Shown shown = shown(SampleRun.fork(0, 1e-3));
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.text())
        .contains("Report:  " + root.resolve("run/report.md"))
        .contains("Results: " + root.resolve("run/result.json"));
    assertThat(root.resolve("run/report.md")).isNotEmptyFile();
  }

  @Test
  void aRunOfWhichACellFailedExitsWith1() {
    assertThat(shown(SampleRun.crashedFork()).exitCode()).isEqualTo(1);
  }

  @Test
  void aRunThatWasInterruptedExitsWith130AndSaysHowToGoOn() {
    Shown shown = shown(null);
    assertThat(shown.exitCode()).isEqualTo(130);
    assertThat(shown.text())
        .contains("Interrupted; resume with: ")
        .contains("run quick --resume " + root.resolve("run"));
  }
}
