package backbench.cli;

import static java.util.Objects.requireNonNull;

import backbench.cli.option.Setup;
import backbench.cli.option.WholeNumber;
import backbench.cli.output.Display;
import backbench.cli.output.ExitCode;
import backbench.data.Augmentation;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plugins.Plugin;
import backbench.plugins.Plugins;
import backbench.report.text.Terminal;
import backbench.results.CellKey;
import backbench.run.certify.CellCertifier;
import backbench.run.certify.Proof;
import backbench.run.machine.Installation;
import backbench.run.plan.BackendNames;
import backbench.run.plan.Support;
import backbench.run.worker.Workers;
import backbench.specs.ArchitectureSpec;
import backbench.specs.RecipeSpec;
import backbench.specs.SpecKind;
import backbench.specs.reader.Catalog;
import backbench.spi.Device;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code backbench certify}. */
@Command(
    name = "certify",
    description = {
      "Compares what backends compute with a float64 oracle: logits, loss, gradients and optimiser steps. Each backend"
          + " runs in its own JVM.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {

  private static final double TIMEOUT_SECONDS = 600;

  @Parameters(
      arity = "0..*",
      paramLabel = "NETWORK",
      description =
          "Names from 'backbench list networks', or paths of .yaml files; by default all installed networks.")
  List<String> networks = List.of();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "BACKEND",
      description = "Certify this backend only; may be repeated.")
  List<String> backends = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = WholeNumber.Threads.class,
      description = "The number of threads; by default one for each processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "The device: cpu or gpu; by default ${DEFAULT-VALUE}.",
      defaultValue = "cpu")
  Device device = Device.CPU;

  @Option(
      names = "--tuning",
      paramLabel = "TUNING",
      description =
          "How far each backend tunes itself: best, as_it_comes or engine_loop; by default ${DEFAULT-VALUE}.",
      defaultValue = "best")
  Tuning tuning = Tuning.BEST;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = WholeNumber.Seed.class,
      description = "The seed of weights and batches; by default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      description =
          "The optimiser whose steps are compared: adam, sgd, momentum or rmsprop; by default ${DEFAULT-VALUE}.",
      defaultValue = "adam")
  CertifiedOptimizer optimizer = CertifiedOptimizer.ADAM;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "The samples of the first step, from 1 to 1024; by default 8. A batch norm takes more where it"
              + " would see fewer than 16 values of a channel.")
  @Nullable Integer batch;

  @Option(
      names = "--power",
      description =
          "Find out which mistakes of an engine the certificates of each network see, keep it, and show"
              + " it as a table in Markdown. Takes longer than the certificates.")
  boolean power;

  @Option(names = "--fresh", description = "Ignore the cache and make every certificate again.")
  boolean fresh;

  @Mixin Setup setup;

  private final PowerTable powerTable = new PowerTable();
  private double powerSeconds;

  @Override
  public Integer call() throws InterruptedException {
    Plugins plugins = setup.plugins(backends);
    List<Plugin> chosen = chosen(plugins);
    Catalog catalog = Catalog.installed();
    List<String> names = networks.isEmpty() ? catalog.names(SpecKind.ARCHITECTURE) : networks;
    List<ArchitectureSpec> architectures = names.stream().map(catalog::architecture).toList();
    Display display = new Display();
    Installation installation = Setup.installation();
    Terminal terminal = display.terminal();
    CellCertifier certifier =
        CellCertifier.of(
            installation,
            new Workers(installation.workerJars(), installation.cache()),
            new CellCertifier.Terms(seed, batch(), TIMEOUT_SECONDS, fresh, power),
            cell ->
                display
                    .out()
                    .println("certifying " + cell.workload() + " on " + cell.backend() + " ..."),
            display::warn);
    plugins.broken().values().forEach(broken -> display.warn(String.valueOf(broken.getMessage())));
    CertificateTable table =
        certify(
            certifier,
            architectures.stream()
                .flatMap(network -> chosen.stream().map(plugin -> asked(network, plugin)))
                .toList());
    display.out().println();
    display.print(table.columns());
    display.out().println();
    display.out().println(terminal.printable(table.summary()));
    table.legend().ifPresent(legend -> display.out().println(terminal.printable(legend)));
    table.unseen().forEach(each -> display.out().println(terminal.printable(each)));
    if (powerSeconds > 0) {
      display
          .out()
          .printf(
              Locale.ROOT,
              "What certificates see was found out in %.0f s, once for each network and recipe.%n",
              powerSeconds);
    }
    if (power) {
      display.out().println();
      powerTable.lines().forEach(each -> display.out().println(terminal.printable(each)));
    }
    table.allowances().forEach(each -> display.out().println(terminal.printable(each)));
    table.skipped().forEach(reason -> display.out().println(terminal.printable(reason)));
    table.failures().forEach(failure -> display.out().println(terminal.printable(failure)));
    // As for a run: a broken plugin fails the command unless -b leaves it out.
    boolean broken = backends.isEmpty() && !plugins.broken().isEmpty();
    if (broken) {
      display.out().println(terminal.printable(brokenFails(plugins)));
    }
    return broken ? ExitCode.CHECK_FAILED : table.exitCode();
  }

  /**
   * Names a network and a backend to certify it on.
   *
   * @param obstacle what is known to stand against it
   */
  private record Asked(
      CellKey key, Plugin plugin, ArchitectureSpec network, Optional<Support.Obstacle> obstacle) {}

  private Asked asked(ArchitectureSpec network, Plugin plugin) {
    CellKey key =
        CellKey.training(
            network.id(),
            new CellKey.Configuration(plugin.id(), plugin.digest(), device, threads, tuning));
    return new Asked(
        key,
        plugin,
        network,
        Support.obstacle(plugin.info(), network.graph(), key, Platform.current()));
  }

  private CertificateTable certify(CellCertifier certifier, List<Asked> all)
      throws InterruptedException {
    List<Asked> tried = all.stream().filter(each -> each.obstacle().isEmpty()).toList();
    Map<Integer, Proof> proofs = new HashMap<>();
    certifier.certify(
        tried.stream()
            .map(
                each ->
                    new CellCertifier.Cell(
                        each.key(), each.plugin(), each.network().graph(), recipe()))
            .toList(),
        proofs::put);
    CertificateTable table = new CertificateTable();
    int place = 0;
    for (Asked each : all) {
      if (each.obstacle().isPresent()) {
        Support.Obstacle obstacle = each.obstacle().get();
        skip(table, each, obstacle.status().name().toLowerCase(Locale.ROOT), obstacle.reason());
      } else {
        add(table, each, requireNonNull(proofs.get(place++)));
      }
    }
    return table;
  }

  private void add(CertificateTable table, Asked asked, Proof proof) {
    if (proof.refusal() != null) {
      skip(table, asked, "unsupported", proof.refusal());
      return;
    }
    table.add(asked.network().id(), asked.plugin().id(), proof.certificate());
    powerTable.add(asked.network().id(), proof.seen());
    powerSeconds += proof.powerSeconds();
  }

  private static void skip(CertificateTable table, Asked asked, String verdict, String reason) {
    table.skip(asked.network().id(), asked.plugin().id(), verdict, reason);
  }

  private OptionalInt batch() {
    return batch == null ? OptionalInt.empty() : OptionalInt.of(batch);
  }

  private static String brokenFails(Plugins plugins) {
    List<String> names = plugins.broken().keySet().stream().sorted().toList();
    return (names.size() == 1 ? "a broken plugin fails" : "broken plugins fail")
        + " this command: "
        + String.join(", ", names)
        + "; name the others with --backend to leave it out";
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

  /** Returns the recipe of most suites: a certificate covers the steps of the optimiser too. */
  private RecipeSpec recipe() {
    return new RecipeSpec(
        optimizer.optimizer(),
        1,
        1,
        Scaling.UNIT,
        false,
        Selection.ALL,
        Map.of(),
        Augmentation.NONE);
  }
}
