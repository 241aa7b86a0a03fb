package backbench.cli;

import backbench.specs.reader.Catalog;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backbench describe}. */
@Command(
    name = "describe",
    description =
        "Shows a network layer by layer: output shapes, parameters and floating-point operations.",
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Runnable {

  private final Supplier<Catalog> catalog;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NETWORK",
      description = "A name from 'backbench list networks', or the path of a .yaml file.")
  String network = "";

  DescribeCommand() {
    this(Catalog::installed);
  }

  DescribeCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    new NetworkSummary(catalog.get().architecture(network)).print(spec.commandLine().getOut());
  }
}
