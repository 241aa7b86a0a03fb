package backbench.cli.output;

import backbench.error.ErrorKind;

/** Lists the exit codes of commands; part of the documented interface. */
public final class ExitCode {

  /** Everything asked for was done. */
  public static final int OK = 0;

  /** Completed, but a cell failed or is uncertified, or a data file is damaged. */
  public static final int CHECK_FAILED = 1;

  /** The request is wrong: arguments, a spec, a damaged data file, a name. */
  public static final int REQUEST = 2;

  /**
   * The machine lacks something: a native library, a data file, a folder, memory, a readable
   * plugin.
   */
  public static final int ENVIRONMENT = 3;

  /** A backend failed outside a run. */
  static final int BACKEND = 4;

  /** A fault in Backbench itself. */
  public static final int FAULT = 70;

  private ExitCode() {}

  /** Returns the code for an error of a kind. */
  public static int of(ErrorKind kind) {
    return switch (kind) {
      case SPEC, CAPABILITY -> REQUEST;
      case ENVIRONMENT -> ENVIRONMENT;
      case BACKEND -> BACKEND;
    };
  }
}
