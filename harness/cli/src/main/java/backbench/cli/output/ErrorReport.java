package backbench.cli.output;

import backbench.commons.Printable;
import backbench.error.BackbenchException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a failure into one line on standard error and an exit code. */
public final class ErrorReport {

  /** The option that prints stack traces. */
  public static final String STACK_TRACE = "--stacktrace";

  private static final Pattern INVALID_VALUE =
      Pattern.compile("Invalid value for option '([^']+)'(?: \\([^)]*\\))?: (.*; expected .*)");

  private ErrorReport() {}

  /** Reports arguments that do not parse. */
  public static int badArguments(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Printable.line("error: " + inOwnWords(String.valueOf(exception.getMessage()))));
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    if (Arrays.asList(arguments).contains(STACK_TRACE)) {
      printStackTrace(exception, err);
    }
    return ExitCode.REQUEST;
  }

  /**
   * Spells what the parser says as every other error: the option, what is wrong, what is expected.
   */
  private static String inOwnWords(String message) {
    Matcher value = INVALID_VALUE.matcher(message);
    return value.matches()
        ? value.group(1) + ": " + value.group(2)
        : message
            .replaceFirst("^Error: ", "")
            .replaceFirst("^Missing required argument\\(s\\): ", "missing argument: ");
  }

  /** Reports a command that failed. */
  public static int failed(Exception exception, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    boolean known = exception instanceof BackbenchException;
    err.println(
        Printable.line(
            "error: "
                + (known
                    ? exception.getMessage()
                    : "this is a fault in Backbench itself: " + exception)));
    if (!known || parsed.originalArgs().contains(STACK_TRACE)) {
      printStackTrace(exception, err);
    }
    return exception instanceof BackbenchException error
        ? ExitCode.of(error.code().kind())
        : ExitCode.FAULT;
  }

  /** Reports that the JVM has no more memory, threads or stack, or that code of ours is broken. */
  public static int gaveOut(Error error, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    boolean memory = error instanceof OutOfMemoryError;
    String what = String.valueOf(error.getMessage());
    // A larger heap helps only where the heap is exhausted: it leaves less memory for threads.
    boolean heap = what.contains("heap") || what.contains("GC overhead");
    err.println(
        Printable.line(
            !memory
                ? "error: this is a fault in Backbench itself: " + error
                : "error: out of memory: "
                    + what
                    + (heap
                        ? "; Java has a limit of %d MiB; JDK_JAVA_OPTIONS=-Xmx8g raises it"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20)
                        : "")));
    if (!memory || parsed.originalArgs().contains(STACK_TRACE)) {
      printStackTrace(error, err);
    }
    return memory ? ExitCode.ENVIRONMENT : ExitCode.FAULT;
  }

  private static void printStackTrace(Throwable exception, PrintWriter err) {
    StringWriter trace = new StringWriter();
    exception.printStackTrace(new PrintWriter(trace));
    trace
        .toString()
        .lines()
        .map(line -> (line.startsWith("\t") ? "\t" : "") + Printable.line(line))
        .forEach(err::println);
  }
}
