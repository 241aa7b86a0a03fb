package backbench.results.validation;

import backbench.results.BackendFacts;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.CertificateResult;
import backbench.results.RunResult;
import backbench.results.RunResult.SpecDigest;
import backbench.results.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Validates results: the one place that says whether a run could have written what a file says.
 *
 * <p>Reading a result checks its format: names, types, and what one record alone shows. This checks
 * what records say of each other: verdicts and what they follow from, counts and what is counted,
 * times and their sums, digests and what they are of.
 */
public final class ResultValidator {

  private final RunResult run;
  private final Problems problems = Problems.none();

  private ResultValidator(RunResult run) {
    this.run = run;
  }

  /** Returns where a result contradicts itself, in the order of the file; empty if it does not. */
  public static List<Problem> problems(RunResult run) {
    ResultValidator validator = new ResultValidator(run);
    validator.about();
    validator.specs();
    validator.settings();
    validator.backends();
    validator.cells();
    return validator.problems.all();
  }

  private void about() {
    Instant finished = run.about().finishedAt();
    problems.require(
        finished == null || !finished.isBefore(run.about().startedAt()),
        "about.finishedAt",
        finished + ", expected no time before the start, " + run.about().startedAt());
    problems.digest(run.about().harness().workerDigest(), "about.harness.workerDigest");
  }

  private void specs() {
    problems.digest(run.suite().digest(), "suite.digest");
    List<SpecDigest> specs = run.suite().specs();
    for (int i = 0; i < specs.size(); i++) {
      problems.at("suite.specs", i).digest(specs.get(i).sha256(), "sha256");
    }
    for (SpecDigest spec : specs) {
      if (spec.kind().equals("suite") && spec.id().equals(run.suite().id())) {
        problems.equal(spec.sha256(), run.suite().digest(), "suite.digest");
      }
    }
  }

  private void settings() {
    Problems settings = problems.at("settings");
    settings.require(
        run.settings().forks() >= 1, "forks", run.settings().forks() + ", expected 1 or more");
    settings.time(run.settings().warmupSeconds(), "warmupSeconds");
  }

  private void backends() {
    for (int i = 0; i < run.backends().size(); i++) {
      problems.at("backends", i).digest(run.backends().get(i).pluginDigest(), "pluginDigest");
    }
  }

  private void cells() {
    Set<CellKey> keys = new HashSet<>();
    Map<String, String> recipes = new HashMap<>();
    for (int i = 0; i < run.cells().size(); i++) {
      CellResult cell = run.cells().get(i);
      Problems here = problems.at("cells", i);
      here.require(keys.add(cell.key()), "key", cell.key() + " a second time");
      configuration(here, cell);
      here.digest(cell.network().graphDigest(), "subject.network.graphDigest");
      certificate(here.at("certificate"), cell, recipes);
      forks(here, cell);
      status(here, cell);
    }
  }

  private void configuration(Problems here, CellResult cell) {
    CellKey.Configuration key = cell.key().configuration();
    boolean listed =
        run.backends().stream()
            .filter(backend -> backend.id().equals(key.backend()))
            .map(BackendFacts::pluginDigest)
            .anyMatch(digest -> Objects.equals(digest, key.pluginDigest()));
    here.require(
        listed,
        "key.configuration",
        "the backend " + key.backend() + " of this build, which is not in 'backends'");
  }

  private static void certificate(Problems here, CellResult cell, Map<String, String> recipes) {
    CertificateResult certificate = cell.certificate();
    if (certificate == null) {
      return;
    }
    Problems subject = here.at("subject");
    CertificateResult.Subject of = certificate.subject();
    subject.digest(of.recipeDigest(), "recipeDigest");
    subject.equal(of.graphDigest(), cell.network().graphDigest(), "graphDigest");
    String plugin = cell.key().configuration().pluginDigest();
    if (plugin != null) {
      subject.equal(of.pluginDigest(), plugin, "pluginDigest");
    }
    String earlier = recipes.putIfAbsent(cell.key().workload(), of.recipeDigest());
    subject.require(
        earlier == null || earlier.equals(of.recipeDigest()),
        "recipeDigest",
        of.recipeDigest() + ", expected " + earlier + " as for the other cells of the workload");
    here.time(certificate.making().seconds(), "making.seconds");
  }

  private void forks(Problems here, CellResult cell) {
    int planned = run.settings().forks();
    for (int i = 0; i < cell.forks().size(); i++) {
      Problems fork = here.at("forks", i);
      int number = cell.forks().get(i).fork();
      int least = i == 0 ? 0 : cell.forks().get(i - 1).fork() + 1;
      fork.require(
          number >= least && number < planned,
          "place.fork",
          number
              + ", expected "
              + least
              + " to "
              + (planned - 1)
              + ", each fork once and in order");
      new ForkValidator(fork, cell, cell.forks().get(i)).validate();
    }
  }

  /** A verdict that was written by hand does not follow from the forks and the certificate. */
  private void status(Problems here, CellResult cell) {
    if (cell.forks().isEmpty()) {
      here.require(
          !cell.status().measured(), "status", cell.status() + ", and no fork was measured");
      return;
    }
    CellResult undecided =
        new CellResult(
            cell.key(), cell.shard(), Status.INTERRUPTED, null, cell.subject(), null, List.of());
    Status judged =
        undecided
            .found(
                cell.certificate(), cell.forks(), run.settings().forks(), run.shard(cell).peaks())
            .status();
    here.require(
        judged == cell.status(),
        "status",
        cell.status() + ", expected " + judged + " by its forks, its certificate and its machine");
  }
}
