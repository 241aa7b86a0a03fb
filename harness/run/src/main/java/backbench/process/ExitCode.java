package backbench.process;

import java.util.Map;

/**
 * Puts into words how a process ended.
 *
 * @param value as the system gives it: 128 and the signal's number for one that was killed
 */
public record ExitCode(int value) {

  private static final int SIGNAL_BASE = 128;
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          SIGINT, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", SIGKILL, "SIGKILL",
          11, "SIGSEGV", SIGTERM, "SIGTERM");

  /** Tells whether the process was killed in a way that it cannot notice. */
  public boolean killed() {
    return value == SIGNAL_BASE + SIGKILL;
  }

  /** Tells whether it ended as it does when a person interrupts it or its terminal. */
  public boolean looksInterrupted() {
    return value == SIGNAL_BASE + SIGINT || value == SIGNAL_BASE + SIGTERM;
  }

  /** Returns the predicate of a sentence about the process. */
  public String inWords() {
    String signal = SIGNALS.get(value - SIGNAL_BASE);
    return signal == null ? "ended with exit code " + value : "was killed (" + signal + ")";
  }
}
