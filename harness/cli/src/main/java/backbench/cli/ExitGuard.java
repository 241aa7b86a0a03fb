package backbench.cli;

import backbench.cli.output.ExitCode;
import java.util.Arrays;

/**
 * Sees to it that the process ends with the code of its command, or with that of a fault.
 *
 * <p>Whoever calls {@code System.exit} in the middle of a command, or lets its thread die, would
 * otherwise choose the code, and 0 says that all was done. A signal ends the process with its own.
 */
final class ExitGuard {

  /** Where the JVM turns a signal into its shutdown. */
  private static final String SIGNAL_HANDLER = "java.lang.Terminator";

  private volatile boolean done;

  private ExitGuard() {}

  /** Begins to watch over the end of this process. */
  static ExitGuard install() {
    ExitGuard guard = new ExitGuard();
    Runtime.getRuntime().addShutdownHook(new Thread(guard::check, "backbench-exit-guard"));
    return guard;
  }

  /** Ends the process: its command is done. */
  void exit(int code) {
    done = true;
    System.exit(code);
  }

  private void check() {
    if (done || signalled()) {
      return;
    }
    System.err.println(
        "error: this is a fault in Backbench itself: the process ended before its command was done");
    System.err.flush();
    Runtime.getRuntime().halt(ExitCode.FAULT);
  }

  private static boolean signalled() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().startsWith(SIGNAL_HANDLER));
  }
}
