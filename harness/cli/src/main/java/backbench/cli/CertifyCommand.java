package backbench.cli;

import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.Plugin;
import backbench.plugins.Plugins;
import backbench.report.text.Terminal;
import backbench.results.CellKey;
import backbench.run.BackendNames;
import backbench.run.Certification;
import backbench.run.Support;
import backbench.specs.ArchitectureSpec;
import backbench.specs.Catalog;
import backbench.specs.RecipeSpec;
import backbench.specs.SpecKind;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code backbench certify}. */
@Command(
    name = "certify",
    description = {
      "Proves that backends compute networks as pinned: logits, loss, gradients and optimiser steps against a float64"
          + " oracle, each backend in a JVM of its own.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {

  private static final double TIMEOUT_SECONDS = 600;

  @Parameters(
      arity = "0..*",
      paramLabel = "NETWORK",
      description = "Networks by name or file; by default all that are installed.")
  List<String> networks = List.of();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "BACKEND",
      description = "Certify this backend only; may be repeated.")
  List<String> backends = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with; by default one per processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "Where to compute: cpu or gpu; by default ${DEFAULT-VALUE}.",
      defaultValue = "cpu")
  Device device = Device.CPU;

  @Option(
      names = "--tuning",
      paramLabel = "TUNING",
      description =
          "How far workers are adjusted: best, as_it_comes or engine_loop; by default ${DEFAULT-VALUE}.",
      defaultValue = "best")
  Tuning tuning = Tuning.BEST;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Starts weights and batches; by default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  long seed;

  @Option(names = "--fresh", description = "Make certificates anew, whatever the cache holds.")
  boolean fresh;

  @Mixin Setup setup;

  @Override
  public Integer call() throws InterruptedException {
    Plugins plugins = setup.plugins();
    List<Plugin> chosen = chosen(plugins);
    Catalog catalog = Catalog.installed();
    List<String> names = networks.isEmpty() ? catalog.names(SpecKind.ARCHITECTURE) : networks;
    List<ArchitectureSpec> architectures = names.stream().map(catalog::architecture).toList();
    Certification certification = Certification.of(Setup.installation());
    Display display = new Display();
    Terminal terminal = display.terminal();
    plugins
        .broken()
        .values()
        .forEach(
            broken -> display.out().println(terminal.printable("warning: " + broken.getMessage())));
    CertificateTable table = new CertificateTable();
    for (ArchitectureSpec architecture : architectures) {
      for (Plugin plugin : chosen) {
        display.out().println("certifying " + architecture.id() + " on " + plugin.id() + " ...");
        certify(certification, architecture, plugin, table);
      }
    }
    display.out().println();
    display.print(table.columns());
    display.out().println();
    display.out().println(terminal.printable(table.summary()));
    display.out().println(terminal.printable(table.legend()));
    table.allowances().forEach(each -> display.out().println(terminal.printable(each)));
    table.skipped().forEach(reason -> display.out().println(terminal.printable(reason)));
    List<String> failures = table.failures();
    failures.forEach(failure -> display.out().println(terminal.printable(failure)));
    // As for a run: what is broken and was not left out fails, and nothing passed shows nothing.
    boolean broken = backends.isEmpty() && !plugins.broken().isEmpty();
    return failures.isEmpty() && !broken && table.passed() > 0
        ? ExitCode.OK
        : ExitCode.CHECK_FAILED;
  }

  private void certify(
      Certification certification,
      ArchitectureSpec architecture,
      Plugin plugin,
      CertificateTable table)
      throws InterruptedException {
    if (!plugin.info().runsOn(Platform.current())) {
      table.skip(
          architecture.id(), plugin.id(), "unavailable", "no build for " + Platform.current());
      return;
    }
    Optional<String> missing =
        Support.missing(
            plugin.info(),
            architecture.graph(),
            new CellKey.Configuration(plugin.id(), null, device, threads, tuning));
    if (missing.isPresent()) {
      table.skip(architecture.id(), plugin.id(), "unsupported", missing.get());
      return;
    }
    Certification.Subject subject =
        new Certification.Subject(
            plugin,
            plugin.digest(),
            architecture.graph(),
            recipe(),
            device,
            threads,
            tuning,
            seed,
            TIMEOUT_SECONDS);
    table.add(
        architecture.id(),
        plugin.id(),
        fresh ? certification.make(subject) : certification.certify(subject));
  }

  private List<Plugin> chosen(Plugins plugins) {
    if (plugins.all().isEmpty() && plugins.broken().isEmpty()) {
      throw new BackbenchException(
          ErrorCode.PLUGIN_BROKEN, "no backend is installed; looked in " + plugins.searched());
    }
    List<String> names = BackendNames.require(backends, plugins);
    return plugins.all().stream()
        .filter(plugin -> names.isEmpty() || names.contains(plugin.id()))
        .toList();
  }

  /** What most networks are trained with: the certificate covers the optimiser's steps as well. */
  private static RecipeSpec recipe() {
    return new RecipeSpec(
        new Optimizer.Adam(1e-3),
        1,
        1,
        Scaling.UNIT,
        0,
        false,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Map.of(),
        Augmentation.NONE);
  }
}
