package backbench.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.error.ErrorCode;
import backbench.process.ExitCode;
import backbench.results.Status;
import backbench.worker.wire.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "OUT_OF_MEMORY, OUT_OF_MEMORY",
    "NOT_FINITE, NOT_FINITE",
    "NATIVE_MISSING, UNAVAILABLE",
    "UNSUPPORTED_PLATFORM, UNAVAILABLE",
    "UNSUPPORTED_LAYER, UNSUPPORTED",
    "UNSUPPORTED_OPTIMIZER, UNSUPPORTED",
    "ENGINE_FAILED, FAILED",
    "INVALID_DATA, FAILED"
  })
  void aReportedErrorHasItsStatus(ErrorCode code, Status status) {
    assertThat(reported(code).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void noReportedErrorPassesAsMeasured(ErrorCode code) {
    assertThat(reported(code).status().measured()).isFalse();
    assertThat(reported(code).reason()).isEqualTo("why");
  }

  @ParameterizedTest
  @CsvSource({
    "0, CRASHED, exit code 0",
    "1, CRASHED, exit code 1",
    "137, CRASHED, was killed (SIGKILL)",
    "139, CRASHED, SIGSEGV",
    "130, CRASHED, SIGINT",
    "143, CRASHED, SIGTERM",
    "87, CRASHED, exit code 87"
  })
  void aSilentDeathIsNamedByItsExitCode(int exitCode, Status status, String fragment)
      throws IOException {
    Diagnosis diagnosis = silent(exitCode, List.of());
    assertThat(diagnosis.status()).isEqualTo(status);
    assertThat(diagnosis.reason()).contains(fragment);
  }

  @Test
  void theJvmsOwnWordOnMemoryCounts() throws IOException {
    assertThat(
            silent(3, List.of("Terminating due to java.lang.OutOfMemoryError: Java heap space"))
                .status())
        .isEqualTo(Status.OUT_OF_MEMORY);
  }

  @Test
  void aCrashReportGivesTheSignalAndTheFrame() throws IOException {
    Files.writeString(
        folder.resolve("hs_err.log"),
        """
        #
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2
        #
        # Problematic frame:
        # C  [libtorch_cpu.so+0x1234]  at::native::add
        #
        """);
    assertThat(silent(134, List.of()).reason())
        .contains("SIGSEGV (0xb)")
        .contains("libtorch_cpu.so");
  }

  @Test
  void aKilledWorkerRanOutOfMemoryOnlyIfTheSystemSaysSo() throws IOException {
    Diagnosis diagnosis =
        Diagnosis.ofSilentDeath(new ExitCode(137), true, List.of(), folder.resolve("none"), true);
    assertThat(diagnosis.status()).isEqualTo(Status.OUT_OF_MEMORY);
    assertThat(diagnosis.reason()).contains("SIGKILL", "lack of memory");
  }

  @Test
  void aJvmThatDoesNotStartIsQuoted() throws IOException {
    Diagnosis diagnosis =
        Diagnosis.ofSilentDeath(
            new ExitCode(1),
            false,
            List.of(
                "Unrecognized VM option 'Sesame'",
                "Error: Could not create the Java Virtual Machine.",
                "Error: A fatal exception has occurred. Program will exit."),
            folder.resolve("none"),
            false);
    assertThat(diagnosis.status()).isEqualTo(Status.CRASHED);
    assertThat(diagnosis.reason())
        .isEqualTo(
            "the worker's JVM did not start: it ended with exit code 1; its last line:"
                + " Unrecognized VM option 'Sesame'");
  }

  @Test
  void aCrashReportThatForeignCodeWroteEndsNoRun() throws IOException {
    Path report = folder.resolve("hs_err.log");
    Files.writeString(report, "# SIGSEGV (0xb)\n#\n# Problematic frame:\n\n");
    assertThat(silent(134, List.of()).reason()).isEqualTo("the JVM crashed: SIGSEGV (0xb)");
    Files.writeString(report, "# Problematic frame:\nx\u001B[31m");
    assertThat(silent(134, List.of()).reason())
        .startsWith("the JVM crashed: a fatal error in x")
        .doesNotContain("\u001B");
    Files.delete(report);
    Files.createDirectory(report);
    assertThat(silent(134, List.of()).reason()).contains("SIGABRT");
  }

  @Test
  void noReasonIsLongerThanAPersonReads() {
    assertThat(Diagnosis.ofReport("x".repeat(1 << 20)).reason()).hasSizeLessThan(2100);
  }

  private Diagnosis silent(int exitCode, List<String> log) throws IOException {
    return Diagnosis.ofSilentDeath(
        new ExitCode(exitCode), true, log, folder.resolve("hs_err.log"), false);
  }

  private static Diagnosis reported(ErrorCode code) {
    return Diagnosis.of(new Event.Failed(code, "why", "", Optional.empty()));
  }
}
