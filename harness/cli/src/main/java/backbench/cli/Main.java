package backbench.cli;

import picocli.CommandLine;

/** Starts the command line. */
public final class Main {

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Makes the command line, with its errors reported in one line. */
  static CommandLine commandLine() {
    return new CommandLine(new Backbench())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(ErrorReport::badArguments)
        .setExecutionExceptionHandler(ErrorReport::failed);
  }
}
