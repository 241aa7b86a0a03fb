package backbench.cli;

import backbench.error.BackbenchException;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line on standard error and an exit code. */
final class ErrorReport {

  private ErrorReport() {}

  /** Reports arguments that do not parse. */
  static int badArguments(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    if (Arrays.asList(arguments).contains(Backbench.STACK_TRACE)) {
      exception.printStackTrace(err);
    }
    return ExitCode.REQUEST;
  }

  /** Reports a command that failed. */
  static int failed(Exception exception, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    boolean known = exception instanceof BackbenchException;
    err.println(
        "error: "
            + (known
                ? exception.getMessage()
                : "this is a fault in Backbench itself: " + exception));
    if (!known || parsed.originalArgs().contains(Backbench.STACK_TRACE)) {
      exception.printStackTrace(err);
    }
    return exception instanceof BackbenchException error
        ? ExitCode.of(error.code().kind())
        : ExitCode.FAULT;
  }
}
