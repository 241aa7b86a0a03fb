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
      "Compares deep-learning backends on the JVM: the same networks, in fresh JVMs, with certified results.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; after a run, every cell that this machine can run is measured and certified",
      "1:completed, but a cell failed or is uncertified, or a data file is damaged",
      "2:the request is wrong: arguments, a spec, a damaged data file, a name",
      "3:the machine lacks something: a native library, a data file, a folder, memory, a readable plugin",
      "4:a backend failed outside a run",
      "70:a fault in Backbench itself",
      "130:interrupted by SIGINT; finished trials are kept",
      "143:interrupted by SIGTERM; finished trials are kept"
    },
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      VerifyCommand.class,
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
      description = "Print the stack trace of an error too.")
  boolean stackTrace;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command; expected one");
  }
}
