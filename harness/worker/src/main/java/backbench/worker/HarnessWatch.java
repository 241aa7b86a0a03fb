package backbench.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Ends this process when its harness has gone, so that it never outlives one that was killed. */
final class HarnessWatch {

  private static final long POLL_NANOS = 500_000_000;

  private HarnessWatch() {}

  /**
   * Begins to watch: standard input ends with the harness, and holds nothing before.
   *
   * @param harnessPid the harness's process
   */
  static void start(String harnessPid) {
    Optional<ProcessHandle> harness = ProcessHandle.of(Long.parseLong(harnessPid));
    Thread watch =
        new Thread(
            () -> {
              awaitEnd();
              // A plugin may have closed the stream; the harness is what counts.
              while (harness.filter(HarnessWatch::runs).isPresent()) {
                LockSupport.parkNanos(POLL_NANOS);
              }
              Runtime.getRuntime().halt(Worker.EXIT_ORPHANED);
            },
            "harness-watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** Tells whether a process runs; one that has died and was not waited for has no command. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // The harness says nothing; only the end of the stream means something.
      }
    } catch (IOException e) {
      // An input that breaks has ended as well.
    }
  }
}
