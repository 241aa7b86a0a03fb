package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Kills a run in the middle, without a chance to tidy up. */
class KilledRunTest {

  private static final String SUITE =
      """
      id: long
      title: Long enough to be killed in the middle
      dataset: digits
      networks: [{network: conv3x3, recipe: {batch: 1}}]
      backends: [vector]
      recipe: {optimizer: {sgd: {learning_rate: 0.005}}, epochs: 1, scaling: centered, train: 500, test: 100}
      measure: {forks: 3, threads: [1], seed: 1, warmup_seconds: 0, timeout_seconds: 120, predict: {batch: 50, warmup_seconds: 0, seconds: 0.1}}
      """;

  private @TempDir Path folder;

  @Test
  void whatWasFinishedIsKeptAndTheRestIsResumed() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("long.yaml"), SUITE);
    Process process =
        new Cli(folder)
            .start(
                folder.resolve("out.txt"),
                folder.resolve("err.txt"),
                "run",
                "./long.yaml",
                "--out",
                "runs");
    try {
      awaitTrials(process, 1);
    } finally {
      List<ProcessHandle> workers = process.descendants().toList();
      process.destroyForcibly();
      workers.forEach(ProcessHandle::destroyForcibly);
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    Path run = RunFolder.list(folder.resolve("runs")).get(0);
    RunResult kept = RunFolder.open(run).load();
    assertThat(kept.complete()).isFalse();
    int finished = measured(kept);
    assertThat(finished).isBetween(1, 2);
    assertThat(new Cli(folder).run("report", run.toString()).exitCode()).isZero();

    Cli.Outcome resumed =
        new Cli(folder)
            .run("run", "./long.yaml", "--resume", run.toString(), "--progress", "plain");

    assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isZero();
    RunResult whole = RunFolder.open(run).load();
    assertThat(whole.complete()).isTrue();
    assertThat(measured(whole)).isEqualTo(3);
    assertThat(whole.cells().get(0).forks().get(0)).isEqualTo(kept.cells().get(0).forks().get(0));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
  void aRunThatIsToldToEndStillReportsAndSaysHowToGoOn() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("long.yaml"), SUITE);
    Path out = folder.resolve("out.txt");
    Process process =
        new Cli(folder)
            .start(
                out,
                folder.resolve("err.txt"),
                "run",
                "./long.yaml",
                "--out",
                "runs",
                "--forks",
                "2",
                "--no-certify");
    try {
      awaitTrials(process, 1);
      new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start().waitFor();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).isEqualTo(143);
    Path run = RunFolder.list(folder.resolve("runs")).get(0);
    assertThat(Files.readString(run.resolve("report.md"))).contains("not complete");
    String command =
        Cli.LAUNCHER
            + " run ./long.yaml --forks 2 --no-certify --resume "
            + Path.of("runs").resolve(run.getFileName());
    assertThat(Files.readString(out))
        .endsWith("Interrupted; resume with: " + command + System.lineSeparator())
        .doesNotContain("result.json");

    String[] words = command.split(" ", -1);
    new Cli(folder).run(Arrays.copyOfRange(words, 1, words.length));

    RunResult whole = RunFolder.open(run).load();
    assertThat(whole.complete()).isTrue();
    assertThat(measured(whole)).isEqualTo(2);
  }

  private void awaitTrials(Process process, int count) throws IOException {
    long deadlineNanos = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (System.nanoTime() < deadlineNanos) {
      for (Path run : RunFolder.list(folder.resolve("runs"))) {
        if (measured(RunFolder.open(run).load()) >= count) {
          return;
        }
      }
      if (!process.isAlive()) {
        throw new AssertionError("ended early: " + Files.readString(folder.resolve("err.txt")));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("no trial ended in time");
  }

  private static int measured(RunResult run) {
    return run.cells().stream().map(CellResult::measuredForks).mapToInt(List::size).sum();
  }
}
