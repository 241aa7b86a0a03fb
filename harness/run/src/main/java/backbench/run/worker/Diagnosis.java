package backbench.run.worker;

import backbench.error.ErrorCode;
import backbench.error.ErrorKind;
import backbench.results.Status;
import backbench.worker.wire.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how a worker ended.
 *
 * @param status how it ended
 * @param reason why it is not {@code OK}; null if it is
 */
record Diagnosis(Status status, @Nullable String reason) {

  private static final int SIGNAL_BASE = 128;
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          SIGINT, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", SIGKILL, "SIGKILL",
          11, "SIGSEGV", SIGTERM, "SIGTERM");

  /** Names what a worker reported itself. */
  static Diagnosis of(Event.Failed failed) {
    ErrorCode code = failed.code();
    Status status =
        switch (code) {
          case OUT_OF_MEMORY -> Status.OUT_OF_MEMORY;
          case NOT_FINITE -> Status.NOT_FINITE;
          case NATIVE_MISSING, UNSUPPORTED_PLATFORM -> Status.UNAVAILABLE;
          default -> code.kind() == ErrorKind.CAPABILITY ? Status.UNSUPPORTED : Status.FAILED;
        };
    return new Diagnosis(status, failed.message());
  }

  /** Tells whether a process ended as it does when a person interrupts it or its terminal. */
  static boolean looksInterrupted(int exitCode) {
    return exitCode == SIGNAL_BASE + SIGINT || exitCode == SIGNAL_BASE + SIGTERM;
  }

  /**
   * Names the end of a worker that said nothing about it, in a run that was not interrupted.
   *
   * @param exitCode as the system gives it: 128 and the signal's number for one that was killed
   */
  static Diagnosis ofSilentDeath(int exitCode, List<String> logTail, Path crashReport)
      throws IOException {
    Optional<String> memory =
        logTail.stream().filter(line -> line.contains(WorkerCommand.OUT_OF_MEMORY_LINE)).findAny();
    if (memory.isPresent()) {
      return new Diagnosis(Status.OUT_OF_MEMORY, memory.get());
    }
    int signal = exitCode - SIGNAL_BASE;
    if (signal == SIGKILL) {
      return new Diagnosis(
          Status.OUT_OF_MEMORY,
          "the worker was killed by SIGKILL, as the system does when memory runs out");
    }
    Optional<String> crash = crash(crashReport);
    if (crash.isPresent()) {
      return new Diagnosis(Status.CRASHED, "the JVM crashed: " + crash.get());
    }
    String how =
        SIGNALS.containsKey(signal)
            ? "was killed by " + SIGNALS.get(signal)
            : "ended with exit code " + exitCode;
    return new Diagnosis(Status.CRASHED, "the worker " + how + " and left no result");
  }

  /** Finds the signal and the frame in a JVM's crash report. */
  private static Optional<String> crash(Path report) throws IOException {
    if (!Files.exists(report)) {
      return Optional.empty();
    }
    List<String> lines =
        new String(Files.readAllBytes(report), StandardCharsets.UTF_8).lines().limit(40).toList();
    String signal =
        lines.stream()
            .filter(line -> line.matches("#\\s+(SIG|EXCEPTION_|Internal Error|Out of Memory).*"))
            .findFirst()
            .map(line -> line.substring(1).strip())
            .orElse("a fatal error");
    int frame = lines.indexOf("# Problematic frame:");
    return Optional.of(
        frame >= 0 && frame + 1 < lines.size()
            ? signal + " in " + lines.get(frame + 1).substring(1).strip()
            : signal);
  }
}
