package backbench.run;

import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;

/** Says how a run went as a whole, by the exit code that a command gives for it. */
public enum Verdict {
  /** Every cell that this machine can run was measured and is certified. */
  PASSED(0),
  /** A cell failed, is wrong or is not certified; or nothing was measured at all. */
  CELL_FAILED(1),
  /** The run was interrupted and can be resumed. */
  INTERRUPTED(130);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Returns the documented exit code. */
  public int exitCode() {
    return exitCode;
  }

  /**
   * Judges a run.
   *
   * <p>What a backend says beforehand that it cannot do, or that this platform has no build of,
   * fails no run; what it fails at when tried does. A run that measured nothing shows nothing.
   */
  public static Verdict of(RunResult run) {
    if (!run.complete()) {
      return INTERRUPTED;
    }
    boolean measured = run.cells().stream().anyMatch(cell -> cell.status() == Status.OK);
    return !measured || run.cells().stream().anyMatch(Verdict::failed) ? CELL_FAILED : PASSED;
  }

  private static boolean failed(CellResult cell) {
    return switch (cell.status()) {
      case OK, UNSUPPORTED -> false;
      case UNAVAILABLE -> !cell.forks().isEmpty();
      default -> true;
    };
  }

  /** Tells whether trying a cell again in another fork can end differently. */
  static boolean worthRepeating(Status status) {
    return switch (status) {
      case UNSUPPORTED, UNAVAILABLE, NOT_FINITE, TIMED_OUT -> false;
      default -> true;
    };
  }
}
