package backbench.cli;

import backbench.cli.output.ExitCode;
import backbench.error.BackbenchException;
import backbench.specs.reader.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backbench validate}. */
@Command(
    name = "validate",
    description = {
      "Checks the files of networks, datasets and suites, and the files that they name.",
      "Reports the first error of each file, and continues with the next file."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  private final Supplier<Catalog> catalog;

  @Spec CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The path of a .yaml file.")
  List<Path> files = List.of();

  ValidateCommand() {
    this(Catalog::installed);
  }

  ValidateCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public Integer call() {
    Catalog specs = catalog.get();
    int exitCode = ExitCode.OK;
    for (Path file : files) {
      try {
        backbench.specs.Spec valid = specs.read(file);
        spec.commandLine()
            .getOut()
            .println(file + ": valid " + valid.kind().noun() + " '" + valid.id() + "'");
      } catch (BackbenchException e) {
        spec.commandLine().getErr().println("error: " + e.getMessage());
        exitCode = Math.max(exitCode, ExitCode.of(e.code().kind()));
      }
    }
    return exitCode;
  }
}
