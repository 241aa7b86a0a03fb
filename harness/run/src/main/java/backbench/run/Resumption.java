package backbench.run;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.error.Location;
import backbench.results.BackendFacts;
import backbench.results.CellResult;
import backbench.results.Machine;
import backbench.results.RunResult;
import backbench.results.Settings;
import backbench.results.file.PlannedRun.Trial;
import backbench.results.file.RunFolder;
import backbench.run.machine.Digests;
import backbench.run.machine.Installation;
import backbench.run.machine.MachineProbe;
import backbench.run.plan.Planner;
import backbench.specs.SuiteSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Checks that a resumed run is the same run. */
final class Resumption {

  private static final String SAME_NAME =
      "; expected an unchanged file and the same --network, --backend, --epochs and --forks";

  private Resumption() {}

  /**
   * Compares what was planned with what is there now.
   *
   * @throws BackbenchException {@code INVALID_ARGUMENT} if the suite, the machine, Java, the
   *     harness, a plugin or the matrix of cells has changed
   */
  static void check(
      RunResult plan,
      SuiteSpec suite,
      List<Planner.Cell> cells,
      List<BackendFacts> backends,
      Installation installation) {
    if (!plan.suite().digest().equals(suite.digest())) {
      throw changed(
          plan,
          "it is of the suite '"
              + plan.suite().id()
              + "' ("
              + shortened(plan.suite().digest())
              + "), not of '"
              + suite.id()
              + "' ("
              + shortened(suite.digest())
              + ")"
              + (plan.suite().id().equals(suite.id()) ? SAME_NAME : ""));
    }
    check(plan, MachineProbe.take());
    // Trials of two builds are not of one sample, even if both call themselves by one version.
    String worker = Digests.jars(installation.workerJars());
    if (!worker.equals(plan.about().harness().workerDigest())) {
      throw changed(plan, "the harness is another build");
    }
    for (BackendFacts then : plan.backends()) {
      for (BackendFacts now : backends) {
        if (then.id().equals(now.id())
            && !Objects.equals(then.pluginDigest(), now.pluginDigest())) {
          throw changed(plan, "the plugin '" + now.id() + "' has changed");
        }
      }
    }
    if (!same(plan.cells(), cells.stream().map(Planner.Cell::facts).toList())) {
      throw changed(plan, "its cells differ: other backends, threads, datasets or samples");
    }
  }

  /**
   * Compares what a folder says is to be done with what was planned: a plan follows from the suite.
   *
   * @throws BackbenchException {@code INVALID_RESULT} with the place if somebody has changed it
   */
  static void checkPlan(RunFolder folder, Settings settings, List<Trial> trials) {
    if (!folder.plan().settings().equals(settings)) {
      throw edited(folder, "run.settings", folder.plan().settings() + "", settings + "");
    }
    List<Trial> found = folder.trials();
    for (int i = 0; i < Math.max(found.size(), trials.size()); i++) {
      String there = i < found.size() ? inWords(found.get(i)) : "no trial";
      String expected = i < trials.size() ? inWords(trials.get(i)) : "no trial";
      if (!there.equals(expected)) {
        throw edited(folder, "trials[" + i + "]", there, expected);
      }
    }
  }

  private static String inWords(Trial trial) {
    return "fork %d of cell %d, turn %d of block %d"
        .formatted(trial.place().fork(), trial.cell(), trial.place().turn(), trial.place().block());
  }

  private static BackbenchException edited(
      RunFolder folder, String place, String found, String expected) {
    return new BackbenchException(
        ErrorCode.INVALID_RESULT,
        folder.planFile()
            + ": changed at '"
            + place
            + "': "
            + found
            + ", expected "
            + expected
            + " as the suite has it; start a new run",
        Location.of(folder.planFile().toString()),
        null);
  }

  /** Tells whether cells have the same keys in the same order, and run or do not for one reason. */
  private static boolean same(List<CellResult> then, List<CellResult> now) {
    if (then.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < then.size(); i++) {
      CellResult one = then.get(i);
      CellResult other = now.get(i);
      if (!one.key().equals(other.key())
          || one.status() != other.status()
          || !Objects.equals(one.reason(), other.reason())
          || !one.network().graphDigest().equals(other.network().graphDigest())
          || !one.dataset().digest().equals(other.dataset().digest())
          || !one.recipe().equals(other.recipe())) {
        return false;
      }
    }
    return true;
  }

  private static void check(RunResult plan, Machine now) {
    Machine then = plan.shards().get(0).machine();
    same(plan, "processor", then.cpu(), now.cpu());
    same(plan, "platform", then.platform(), now.platform());
    same(plan, "Java", then.jvm(), now.jvm());
  }

  private static void same(RunResult plan, String what, String then, String now) {
    if (!then.equals(now)) {
      throw changed(plan, "its " + what + " was '" + then + "', here it is '" + now + "'");
    }
  }

  /** Returns the cells of which no other fork is worth trying. */
  static Set<Integer> givenUp(RunResult found) {
    Set<Integer> cells = new HashSet<>();
    for (int index = 0; index < found.cells().size(); index++) {
      if (found.cells().get(index).forks().stream()
          .anyMatch(fork -> !Verdict.worthRepeating(fork.status()))) {
        cells.add(index);
      }
    }
    return cells;
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }

  private static BackbenchException changed(RunResult plan, String how) {
    return new BackbenchException(
        ErrorCode.INVALID_ARGUMENT,
        "run " + plan.runId() + " cannot be resumed: " + how + "; start a new run");
  }
}
