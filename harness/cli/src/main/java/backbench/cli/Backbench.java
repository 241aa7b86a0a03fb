package backbench.cli;

import backbench.cli.data.DataCommand;
import backbench.cli.output.ErrorReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code backbench}. */
@Command(
    name = "backbench",
    description = {
      "Compares deep-learning backends on the JVM: identical networks, forked workers, certified results.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:it went through, and a cell failed or is not certified, or a data file is not what it should be",
      "2:the request is wrong: arguments, a spec, a damaged data file, a name",
      "3:the machine lacks something: a native, a file of data, a folder, memory, a readable plugin",
      "4:a backend failed outside a run",
      "70:a fault in Backbench itself",
      "130:interrupted; what was finished is kept",
      "143:told to end by SIGTERM; what was finished is kept"
    },
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      CertifyCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      ValidateCommand.class,
      DataCommand.class,
      HelpCommand.class
    })
final class Backbench implements Runnable {

  @Spec CommandSpec spec;

  @Option(
      names = ErrorReport.STACK_TRACE,
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  boolean stackTrace;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
