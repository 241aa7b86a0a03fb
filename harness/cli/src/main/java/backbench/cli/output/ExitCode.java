package backbench.cli.output;

import backbench.error.ErrorKind;

/** Lists what a command's exit code says; part of the documented interface. */
public final class ExitCode {

  /** Everything asked for was done. */
  public static final int OK = 0;

  /**
   * The command went through, and something that it checked fails: a run's cell, a certificate, a
   * data file.
   */
  public static final int CHECK_FAILED = 1;

  /**
   * The request is wrong: arguments, a spec, a data file, a name, something that a backend cannot
   * do.
   */
  public static final int REQUEST = 2;

  /** The machine lacks something: a native, a folder, memory, a readable plugin. */
  public static final int ENVIRONMENT = 3;

  /** A backend failed outside a run's cells. */
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
