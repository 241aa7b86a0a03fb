package backbench.run;

import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs suites on toy backends, with real workers. */
abstract class ToyRuns {

  @TempDir static Path shared;
  @TempDir Path folder;
  static Path worker;

  @BeforeAll
  static void packWorker() throws Exception {
    worker = ToyPlugins.workerLibrary(shared.resolve("worker"));
  }

  final RunResult run(int forks, int timeoutSeconds, Behaviour... behaviours) throws Exception {
    return run(ToySuite.suite(forks, timeoutSeconds), true, behaviours);
  }

  /** Runs one fork each without certificates, which tests of a fork's end need not wait for. */
  final RunResult uncertified(Behaviour... behaviours) throws Exception {
    return run(ToySuite.suite(1, 60), false, behaviours);
  }

  final RunResult run(SuiteSpec suite, boolean certify, Behaviour... behaviours) throws Exception {
    return run(suite, certify, RunListener.NONE, behaviours);
  }

  final RunResult run(
      SuiteSpec suite, boolean certify, RunListener listener, Behaviour... behaviours)
      throws Exception {
    Path plugins = folder.resolve("plugins");
    for (Behaviour behaviour : behaviours) {
      ToyPlugins.make(plugins, id(behaviour), behaviour);
    }
    return Runner.run(request(suite, Optional.empty(), certify), listener);
  }

  final RunResult resume(SuiteSpec suite, Path kept) {
    return Runner.run(request(suite, Optional.of(kept), true), RunListener.NONE);
  }

  private RunRequest request(SuiteSpec suite, Optional<Path> resume, boolean certify) {
    List<Path> plugins = List.of(folder.resolve("plugins"));
    RunRequest toy =
        ToySuite.request(suite, ToyPlugins.find(folder.resolve("home"), plugins), worker, folder);
    return new RunRequest(
        toy.suite(),
        Optional.of(folder.resolve("data")),
        toy.plugins(),
        toy.installation(),
        toy.out(),
        resume,
        Map.of(),
        certify);
  }

  static String id(Behaviour behaviour) {
    return behaviour.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ForkResult only(RunResult run) {
    return run.cells().get(0).forks().get(0);
  }

  static CellResult cell(RunResult run, Behaviour behaviour) {
    return run.cells().stream()
        .filter(cell -> cell.key().backend().equals(id(behaviour)))
        .findFirst()
        .orElseThrow();
  }
}
