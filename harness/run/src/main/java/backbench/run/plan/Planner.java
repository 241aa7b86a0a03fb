package backbench.run.plan;

import backbench.commons.Identity;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.plausibility.LeastWork;
import backbench.plugins.Plugin;
import backbench.plugins.Plugins;
import backbench.random.PinnedRandom;
import backbench.results.BackendFacts;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.Reported;
import backbench.results.RunResult;
import backbench.results.Settings;
import backbench.results.Shard;
import backbench.results.Status;
import backbench.results.file.PlannedRun;
import backbench.run.machine.Digests;
import backbench.run.machine.GitCheckout;
import backbench.run.machine.Installation;
import backbench.run.machine.MachineProbe;
import backbench.run.machine.ProvenanceProbe;
import backbench.specs.DatasetSpec;
import backbench.specs.MeasureSpec;
import backbench.specs.SuiteSpec;
import backbench.spi.BackendInfo;
import backbench.spi.Deviation;
import backbench.spi.Device;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import backbench.spi.TuningLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns a suite into cells and trials. */
public final class Planner {

  /** One command measures on one machine. */
  private static final int ONLY_SHARD = 0;

  private final SuiteSpec suite;
  private final Plugins plugins;
  private final SuiteData data;
  private final Platform platform;

  /** Prepares to plan a suite on a platform. */
  public Planner(SuiteSpec suite, Plugins plugins, SuiteData data, Platform platform) {
    this.suite = suite;
    this.plugins = plugins;
    this.data = data;
    this.platform = platform;
  }

  /**
   * A cell with what is needed to run it.
   *
   * @param workload the network and its recipe
   * @param plugin the backend; null if the cell cannot run
   * @param facts the cell's place in the result, with nothing found yet
   */
  public record Cell(SuiteSpec.Workload workload, @Nullable Plugin plugin, CellResult facts) {
    public boolean runs() {
      return plugin != null && facts.status() == Status.INTERRUPTED;
    }
  }

  /**
   * Lists the cells: workloads × backends × devices × threads × tuning, in the suite's order.
   *
   * @throws BackbenchException {@code PLUGIN_BROKEN} if no backend is there at all
   */
  public List<Cell> cells() {
    MeasureSpec measure = suite.measure();
    List<Integer> threads =
        measure.variants().threads().isEmpty()
            ? List.of(Runtime.getRuntime().availableProcessors())
            : measure.variants().threads();
    List<Cell> cells = new ArrayList<>();
    for (SuiteSpec.Workload workload : suite.workloads()) {
      for (String backend : backends()) {
        for (Device device : measure.variants().devices()) {
          for (int count : threads) {
            for (Tuning tuning : measure.variants().tuning()) {
              cells.add(
                  cell(
                      workload,
                      CellKey.training(
                          workload.id(),
                          new CellKey.Configuration(
                              backend, digest(backend), device, count, tuning))));
            }
          }
        }
      }
    }
    return cells;
  }

  private List<String> backends() {
    if (!suite.backends().isEmpty()) {
      return suite.backends();
    }
    Set<String> all = new TreeSet<>(plugins.broken().keySet());
    plugins.all().forEach(plugin -> all.add(plugin.id()));
    if (all.isEmpty()) {
      throw new BackbenchException(
          ErrorCode.PLUGIN_BROKEN, "no backend is installed; looked in " + plugins.searched());
    }
    return List.copyOf(all);
  }

  private Cell cell(SuiteSpec.Workload workload, CellKey key) {
    ResolvedGraph graph = workload.network().graph();
    Optional<Plugin> plugin = plugins.plugin(key.backend());
    Status status = Status.INTERRUPTED;
    String reason = "not measured yet";
    @Nullable BackbenchException broken = plugins.broken().get(key.backend());
    if (broken != null) {
      status = Status.FAILED;
      reason = String.valueOf(broken.getMessage());
    } else if (plugin.isEmpty()) {
      // Only a suite that names its backends gets here: what it asks for and does not get fails it.
      status = Status.FAILED;
      reason = "no plugin '" + key.backend() + "' is installed";
    } else {
      Optional<Support.Obstacle> obstacle =
          Support.obstacle(plugin.get().info(), graph, key, platform);
      if (obstacle.isPresent()) {
        status = obstacle.get().status();
        reason = obstacle.get().reason();
      }
    }
    return new Cell(
        workload,
        status == Status.INTERRUPTED ? plugin.orElse(null) : null,
        new CellResult(key, ONLY_SHARD, status, reason, subject(workload), null, List.of()));
  }

  private CellResult.Subject subject(SuiteSpec.Workload workload) {
    ResolvedGraph graph = workload.network().graph();
    return new CellResult.Subject(
        new CellResult.NetworkFacts(
            workload.network().id(),
            workload.network().title(),
            Identity.digest(graph),
            graph.parameterCount(),
            graph.trainableCount(),
            graph.flops().forward(),
            graph.flops().training(),
            new CellResult.LeastFacts(LeastWork.ofTraining(graph), LeastWork.ofPrediction(graph))),
        new CellResult.DatasetFacts(
            workload.dataset().id(),
            workload.dataset().title(),
            workload.dataset().digest(),
            workload.dataset().classNames()),
        recipe(workload));
  }

  private CellResult.RecipeFacts recipe(SuiteSpec.Workload workload) {
    SampleCounts.Used used =
        data.counts(workload.dataset())
            .used(
                "the network '" + workload.id() + "' on '" + workload.dataset().id() + "'",
                workload.recipe().selection());
    return new CellResult.RecipeFacts(
        workload.recipe().batch(),
        workload.recipe().epochs(),
        spelled(workload.recipe().optimizer()),
        workload.recipe().augmentation().isNone()
            ? null
            : workload.recipe().augmentation().inWords(),
        used.train(),
        used.validation(),
        used.test());
  }

  /** Describes the backends of the cells. */
  public List<BackendFacts> backendFacts() {
    List<BackendFacts> facts = new ArrayList<>();
    for (String id : backends()) {
      Optional<Plugin> plugin = plugins.plugin(id);
      @Nullable BackbenchException broken = plugins.broken().get(id);
      String problem =
          broken != null
              ? broken.getMessage()
              : plugin.isEmpty()
                  ? "not installed"
                  : plugin.get().info().runsOn(platform)
                      ? null
                      : Support.unavailable(plugin.get().info(), platform);
      facts.add(
          new BackendFacts(
              id,
              plugin.map(each -> each.info().name()).orElse(id),
              plugin.map(Plugin::digest).orElse(null),
              problem,
              plugin.map(each -> deviations(each.info())).orElse(List.of())));
    }
    return facts;
  }

  /** Puts into words what a backend declares: always, then with a tuning of this suite only. */
  private List<String> deviations(BackendInfo info) {
    List<String> all = new ArrayList<>(info.deviations().stream().map(Planner::inWords).toList());
    for (Tuning tuning : suite.measure().variants().tuning()) {
      info.limits().getOrDefault(tuning, TuningLimits.NONE).deviations().stream()
          .map(
              each ->
                  inWords(each) + " (with tuning " + tuning.name().toLowerCase(Locale.ROOT) + ")")
          .forEach(all::add);
    }
    return all;
  }

  private static String inWords(Deviation deviation) {
    return deviation.layer().id() + " " + deviation.role().suffix() + ": " + deviation.reason();
  }

  /** Returns the digest of a backend's plugin; null if it is not installed or broken. */
  private @Nullable String digest(String backend) {
    return plugins.plugin(backend).map(Plugin::digest).orElse(null);
  }

  /** Orders the trials: a block holds one fork of each cell that runs, shuffled by the seed. */
  public List<PlannedRun.Trial> trials(List<Cell> cells) {
    int[] running =
        IntStream.range(0, cells.size()).filter(index -> cells.get(index).runs()).toArray();
    List<PlannedRun.Trial> trials = new ArrayList<>();
    for (int block = 0; block < suite.measure().repetition().forks(); block++) {
      int[] order = running.clone();
      PinnedRandom.stream(suite.measure().repetition().seed(), "trials", block).shuffle(order);
      for (int turn = 0; turn < order.length; turn++) {
        trials.add(new PlannedRun.Trial(order[turn], new ForkResult.Place(block, block, turn)));
      }
    }
    return trials;
  }

  /** Puts the plan of a run together: a result with nothing found yet, and the trials. */
  public PlannedRun plan(
      String runId,
      Instant startedAt,
      Installation installation,
      Map<String, String> labels,
      List<Cell> cells) {
    MeasureSpec measure = suite.measure();
    RunResult run =
        new RunResult(
            new RunResult.About(runId, startedAt, null, harness(installation), labels),
            new RunResult.SuiteFacts(
                suite.id(),
                suite.title(),
                suite.digest(),
                measure.baseline().orElse(null),
                specs(),
                reported()),
            settings(),
            backendFacts(),
            List.of(
                new Shard(
                    MachineProbe.take(),
                    MachineProbe.load().orElse(null),
                    List.of(),
                    ProvenanceProbe.take(Path.of("").toAbsolutePath(), System.getenv()))),
            cells.stream().map(Cell::facts).toList());
    return new PlannedRun(run, trials(cells));
  }

  private static RunResult.Harness harness(Installation installation) {
    Optional<GitCheckout> checkout = GitCheckout.at(installation.home());
    return new RunResult.Harness(
        installation.version(),
        Digests.jars(installation.workerJars()),
        checkout.map(GitCheckout::commit).orElse(null),
        checkout.map(GitCheckout::dirty).orElse(null));
  }

  private List<RunResult.SpecDigest> specs() {
    List<RunResult.SpecDigest> specs = new ArrayList<>();
    specs.add(new RunResult.SpecDigest("suite", suite.id(), suite.digest()));
    for (DatasetSpec dataset : suite.datasets()) {
      specs.add(new RunResult.SpecDigest("dataset", dataset.id(), dataset.digest()));
    }
    for (SuiteSpec.Workload workload : suite.workloads()) {
      specs.add(new RunResult.SpecDigest("entry", workload.id(), workload.digest()));
      specs.add(new RunResult.SpecDigest("recipe", workload.id(), workload.recipe().digest()));
      specs.add(
          new RunResult.SpecDigest(
              "architecture", workload.network().id(), workload.network().digest()));
    }
    return specs.stream().distinct().toList();
  }

  /** Returns how the cells are to be measured. */
  public Settings settings() {
    MeasureSpec measure = suite.measure();
    OptionalDouble target = measure.accuracy().target();
    return new Settings(
        measure.repetition().seed(),
        measure.repetition().forks(),
        measure.repetition().warmupSeconds(),
        measure.repetition().timeoutSeconds(),
        new Settings.Predict(
            measure.predict().batch(),
            measure.predict().warmupSeconds(),
            measure.predict().seconds()),
        new Settings.Accuracy(
            measure.accuracy().margin(),
            target.isPresent() ? target.getAsDouble() : null,
            measure.accuracy().evaluateTraining()));
  }

  private Map<String, Reported> reported() {
    Map<String, Reported> reported = new LinkedHashMap<>();
    suite
        .workloads()
        .forEach(
            workload -> workload.reported().ifPresent(one -> reported.put(workload.id(), one)));
    return reported;
  }

  static String spelled(Optimizer optimizer) {
    return optimizer.accept(
        new OptimizerVisitor<String>() {
          @Override
          public String sgd(Optimizer.Sgd sgd) {
            String momentum = sgd.momentum() == 0 ? "" : " momentum " + sgd.momentum();
            return "SGD " + sgd.learningRate() + momentum;
          }

          @Override
          public String adam(Optimizer.Adam adam) {
            return "Adam " + adam.learningRate();
          }

          @Override
          public String rmsProp(Optimizer.RmsProp rmsProp) {
            return "RMSprop " + rmsProp.learningRate();
          }
        });
  }
}
