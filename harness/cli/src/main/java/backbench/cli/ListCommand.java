package backbench.cli;

import backbench.cli.option.Setup;
import backbench.cli.output.Columns;
import backbench.cli.output.Columns.Side;
import backbench.commons.Printable;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.plugins.Plugin;
import backbench.plugins.Plugins;
import backbench.specs.ArchitectureSpec;
import backbench.specs.DatasetSpec;
import backbench.specs.SpecKind;
import backbench.specs.SuiteSpec;
import backbench.specs.reader.Catalog;
import backbench.spi.BackendInfo;
import backbench.spi.Platform;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code backbench list}. */
@Command(
    name = "list",
    description =
        "Lists networks, datasets, suites and backends; without an argument, all of them.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {

  private static final String INDENT = "  ";
  private static final int MOST_DATASETS = 2;
  private static final int MOST_NETWORKS = 4;

  private final Supplier<Catalog> catalog;

  @Spec CommandSpec spec;

  ListCommand() {
    this(Catalog::installed);
  }

  ListCommand(Supplier<Catalog> catalog) {
    this.catalog = catalog;
  }

  @Override
  public void run() {
    out().println("Networks");
    printNetworks(INDENT);
    out().println();
    out().println("Datasets");
    printDatasets(INDENT);
    out().println();
    out().println("Suites");
    printSuites(INDENT);
    out().println();
    out().println("Backends");
    printBackends(INDENT, new Setup());
  }

  @Command(
      description = "Lists the networks: name, input, classes, parameters, title.",
      mixinStandardHelpOptions = true)
  void networks() {
    printNetworks("");
  }

  @Command(
      description = "Lists the datasets: name, shape, classes, source, title.",
      mixinStandardHelpOptions = true)
  void datasets() {
    printDatasets("");
  }

  @Command(
      description = "Lists the suites: name, datasets, networks, title.",
      mixinStandardHelpOptions = true)
  void suites() {
    printSuites("");
  }

  @Command(
      description = "Lists the backends: name, title, layers, folder.",
      mixinStandardHelpOptions = true)
  void backends(@Mixin Setup setup) {
    printBackends("", setup);
  }

  private void printNetworks(String indent) {
    Catalog specs = catalog.get();
    Columns columns = new Columns(Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT);
    for (String name : specs.names(SpecKind.ARCHITECTURE)) {
      ArchitectureSpec network = specs.architecture(name);
      ResolvedGraph graph = network.graph();
      columns.row(
          network.id(),
          graph.inputShape().toString(),
          graph.classes() + " classes",
          String.format(Locale.ROOT, "%,d parameters", graph.parameterCount()),
          network.title());
    }
    columns.print(out(), indent);
  }

  private void printDatasets(String indent) {
    Catalog specs = catalog.get();
    Columns columns = new Columns(Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT, Side.LEFT);
    for (String name : specs.names(SpecKind.DATASET)) {
      DatasetSpec dataset = specs.dataset(name);
      columns.row(
          dataset.id(),
          dataset.shape().toString(),
          dataset.classes() + " classes",
          dataset.source().inWords(),
          dataset.title());
    }
    columns.print(out(), indent);
  }

  private void printSuites(String indent) {
    Catalog specs = catalog.get();
    Columns columns = new Columns(Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT);
    for (String name : specs.names(SpecKind.SUITE)) {
      SuiteSpec suite = specs.suite(name);
      columns.row(
          name,
          few(suite.datasets().stream().map(DatasetSpec::id).toList(), MOST_DATASETS, "datasets"),
          few(
              suite.workloads().stream().map(SuiteSpec.Workload::id).toList(),
              MOST_NETWORKS,
              "networks"),
          suite.title());
    }
    columns.print(out(), indent);
  }

  /** Lists names, or counts them if the line would be too long. */
  private static String few(List<String> names, int most, String noun) {
    return names.size() > most ? names.size() + " " + noun : String.join(", ", names);
  }

  private void printBackends(String indent, Setup setup) {
    Plugins plugins = setup.plugins();
    Columns columns = new Columns(Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT);
    for (Plugin plugin : plugins.all()) {
      columns.row(
          plugin.id(),
          plugin.info().name(),
          availability(plugin.info()),
          plugin.folder().toString());
    }
    columns.print(out(), indent);
    plugins
        .broken()
        .values()
        .forEach(
            broken -> out().println(indent + Printable.line(String.valueOf(broken.getMessage()))));
  }

  private static String availability(BackendInfo info) {
    if (!info.runsOn(Platform.current())) {
      return "unavailable: no build for " + Platform.current();
    }
    String lacking =
        Arrays.stream(LayerKind.values())
            .filter(kind -> !info.layers().contains(kind))
            .map(LayerKind::id)
            .collect(Collectors.joining(", "));
    return lacking.isEmpty() ? "all layers" : "all layers but " + lacking;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
