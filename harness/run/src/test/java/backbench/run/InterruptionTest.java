package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import backbench.plugins.Plugins;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class InterruptionTest {

  @TempDir Path folder;
  private Path worker;
  private Path plugins;

  @BeforeEach
  void makePlugin() throws Exception {
    worker = ToyPlugins.workerLibrary(folder.resolve("worker"));
    plugins = folder.resolve("plugins");
    ToyPlugins.make(plugins, "good", Behaviour.GOOD);
  }

  @Test
  void aKilledRunKeepsItsTrialsLeavesNoWorkerAndCanBeResumed() throws Exception {
    Process harness = start();
    try (BufferedReader out = harness.inputReader()) {
      await(out, "trial ended");
      await(out, "trial ended");
      await(out, "progressed");
      List<ProcessHandle> workers = harness.descendants().toList();
      assertThat(workers).isNotEmpty();
      harness.destroyForcibly().waitFor();
      for (ProcessHandle each : workers) {
        each.onExit().get(20, TimeUnit.SECONDS);
      }
    }

    RunResult found = RunFolder.open(run()).load();
    assertThat(found.complete()).isFalse();
    assertThat(found.cells().get(0).status()).isEqualTo(Status.INTERRUPTED);
    assertThat(found.cells().get(0).forks()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(found.cells().get(0).certificate().passed()).isTrue();

    fakeAllButTheLastTrial();
    RunResult resumed = Runner.run(request(ToySuite.suite(ToyHarness.FORKS, 60)), RunListener.NONE);
    assertThat(resumed.complete()).isTrue();
    assertThat(resumed.runId()).isEqualTo(found.runId());
    assertThat(resumed.cells().get(0).status()).isEqualTo(Status.OK);
    assertThat(resumed.cells().get(0).forks())
        .hasSize(ToyHarness.FORKS)
        .containsAll(found.cells().get(0).forks());
  }

  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalKeepsTheTrialsAndSaysSo(String signal, int exitCode) throws Exception {
    assumeFalse(
        signal.equals("INT") && ignoresInterrupts(), "a shell's background job ignores INT");
    Process harness = start();
    try (BufferedReader out = harness.inputReader()) {
      await(out, "trial ended");
      new ProcessBuilder("kill", "-" + signal, String.valueOf(harness.pid())).start().waitFor();
      await(out, "run ended, complete: false");
      await(out, "last word");
    }
    assertThat(harness.waitFor()).isEqualTo(exitCode);
    assertThat(RunFolder.open(run()).load().cells().get(0).forks()).isNotEmpty();
  }

  @Test
  void anInterruptedThreadEndsTheRunAndStaysInterrupted() {
    RunResult result =
        Runner.run(
            ToySuite.request(ToySuite.suite(1, 60), found(), worker, folder),
            new RunListener() {
              @Override
              public void progressed(TrialId trial, Progress progress) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Verdict.of(result)).isEqualTo(Verdict.INTERRUPTED);
  }

  /** What this process ignores, the processes that it starts ignore as well. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    // Bit n - 1 is signal n, and INT is 2.
    return (Long.parseUnsignedLong(ignored, 16) & 2) != 0;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ToyHarness.class.getName(),
            folder.toString(),
            worker.toString(),
            plugins.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private RunRequest request(SuiteSpec suite) {
    RunRequest fresh = ToySuite.request(suite, found(), worker, folder);
    return new RunRequest(
        fresh.suite(),
        fresh.dataRoot(),
        fresh.plugins(),
        fresh.installation(),
        fresh.out(),
        Optional.of(run()),
        Map.of(),
        fresh.certify());
  }

  /** Copies a finished trial to those that are still to come, so that only one has to be run. */
  private void fakeAllButTheLastTrial() throws IOException {
    Path trials = run().resolve("trials");
    String first = Files.readString(trials.resolve("0000.json"));
    for (int number = 0; number < ToyHarness.FORKS - 1; number++) {
      Path trial = trials.resolve(String.format("%04d.json", number));
      if (!Files.exists(trial)) {
        Files.writeString(
            trial,
            first
                .replace("\"number\" : 0", "\"number\" : " + number)
                .replace("\"fork\" : 0", "\"fork\" : " + number));
      }
    }
  }

  private Plugins found() {
    return ToyPlugins.find(folder.resolve("home"), List.of(plugins));
  }

  private Path run() {
    return RunFolder.list(folder.resolve("out")).get(0);
  }

  private static void await(BufferedReader out, String line) throws IOException {
    for (String read = out.readLine(); !line.equals(read); read = out.readLine()) {
      if (read == null) {
        throw new AssertionError("the harness ended without saying '" + line + "'");
      }
    }
  }
}
