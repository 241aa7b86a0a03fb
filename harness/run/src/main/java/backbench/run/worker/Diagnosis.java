package backbench.run.worker;

import backbench.commons.Printable;
import backbench.error.ErrorCode;
import backbench.error.ErrorKind;
import backbench.process.ExitCode;
import backbench.process.ForeignFile;
import backbench.process.LogTail;
import backbench.process.MemoryEvidence;
import backbench.results.Status;
import backbench.worker.wire.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how a worker ended.
 *
 * @param status how it ended
 * @param reason why it is not {@code OK}; null if it is
 */
record Diagnosis(Status status, @Nullable String reason) {

  /** Says that a person or the system ended the run. */
  static final Diagnosis INTERRUPTED = new Diagnosis(Status.INTERRUPTED, "the run was interrupted");

  private static final int LONGEST_REASON = 2_000;
  private static final int CRASH_BYTES = 1 << 16;
  private static final int CRASH_LINES = 40;

  /** Shortens a reason that no person reads to its end. */
  Diagnosis {
    if (reason != null && reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + " …";
    }
  }

  /** Names a report that cannot be read, or cannot be true. */
  static Diagnosis ofReport(String problem) {
    return new Diagnosis(Status.CRASHED, "the report of the worker " + problem);
  }

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

  /**
   * Names the end of a worker that said nothing about it, in a run that was not interrupted.
   *
   * @param started whether it had begun to report
   * @param systemKilled whether the system has killed a process for lack of memory meanwhile
   */
  static Diagnosis ofSilentDeath(
      ExitCode exit,
      boolean started,
      List<String> logTail,
      Path crashReport,
      boolean systemKilled) {
    Optional<String> memory = MemoryEvidence.inLog(logTail);
    if (memory.isPresent()) {
      return new Diagnosis(Status.OUT_OF_MEMORY, memory.get());
    }
    if (exit.killed() && systemKilled) {
      return new Diagnosis(
          Status.OUT_OF_MEMORY,
          "the worker was killed (SIGKILL) while the system killed processes for lack of memory");
    }
    Optional<String> crash = crash(crashReport);
    if (crash.isPresent()) {
      return new Diagnosis(Status.CRASHED, "the JVM crashed: " + crash.get());
    }
    String how =
        started
            ? "the worker " + exit.inWords() + " and left no result"
            : "the worker's JVM did not start: it " + exit.inWords();
    return new Diagnosis(
        Status.CRASHED,
        how + LogTail.lastWord(logTail).map(line -> "; its last line: " + line).orElse(""));
  }

  /** Finds the signal and the frame in a JVM's crash report. */
  private static Optional<String> crash(Path report) {
    List<String> lines =
        new String(ForeignFile.first(report, CRASH_BYTES), StandardCharsets.UTF_8)
            .lines()
            .limit(CRASH_LINES)
            .map(Printable::blanked)
            .toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String signal =
        lines.stream()
            .filter(line -> line.matches("#\\s+(SIG|EXCEPTION_|Internal Error|Out of Memory).*"))
            .findFirst()
            .map(Diagnosis::uncommented)
            .orElse("a fatal error");
    int frame = lines.indexOf("# Problematic frame:");
    String where = frame >= 0 && frame + 1 < lines.size() ? uncommented(lines.get(frame + 1)) : "";
    return Optional.of(where.isEmpty() ? signal : signal + " in " + where);
  }

  private static String uncommented(String line) {
    return line.replaceFirst("^#", "").strip();
  }
}
