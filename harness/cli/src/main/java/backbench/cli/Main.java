package backbench.cli;

import backbench.cli.output.ErrorReport;
import backbench.cli.output.WrittenOutput;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Starts the command line. */
public final class Main {

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    ExitGuard guard = ExitGuard.install();
    guard.exit(commandLine().execute(arguments));
  }

  /** Runs the command; reports an error as one line too, as that of an exhausted JVM. */
  private static int execute(ParseResult parsed) {
    try {
      int code = new CommandLine.RunLast().execute(parsed);
      CommandLine command = parsed.commandSpec().commandLine();
      command.getOut().flush();
      return WrittenOutput.check(code, System.out, command.getErr());
    } catch (Error e) {
      ParseResult last = parsed;
      while (last.hasSubcommand()) {
        last = last.subcommand();
      }
      return ErrorReport.gaveOut(e, last.commandSpec().commandLine(), parsed);
    }
  }

  /** Lets every command tell the version, of which picocli knows that of the first alone. */
  private static void tellVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Main::tellVersion);
  }

  /** Makes the command line, with its errors reported in one line. */
  public static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Backbench());
    tellVersion(root);
    HelpLayout.apply(root);
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(ErrorReport::badArguments)
        .setExecutionExceptionHandler(ErrorReport::failed)
        .setExecutionStrategy(Main::execute);
  }
}
