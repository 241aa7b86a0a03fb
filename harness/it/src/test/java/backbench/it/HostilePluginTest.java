package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.it.hostile.Mischief;
import backbench.it.hostile.Place;
import backbench.results.CellResult;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs plugins that do what no plugin should, beside one that does nothing of the kind.
 *
 * <p>What each does is its own failure. The others' numbers, and the exit codes, do not change.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
class HostilePluginTest {

  private static final String GOOD = "vector";

  /** Longer than a small JVM takes to start on a busy machine, and waited for by what hangs. */
  private static final String PATIENCE_SECONDS = "12";

  /** Longer than a cell takes on a busy machine, and waited for by what hangs in a worker. */
  private static final int LONG_SECONDS = 60;

  private static final String SUITE =
      """
      id: hostile
      title: Plugins that do what no plugin should
      dataset: digits
      networks: [conv3x3]
      backends: [%s]
      recipe:
        optimizer: {sgd: {learning_rate: 0.005}}
        batch: 16
        epochs: 2
        scaling: centered
        train: 64
        test: 32
      measure:
        forks: 1
        threads: [1]
        seed: 1
        warmup_seconds: 0
        timeout_seconds: %d
        predict: {batch: 16, warmup_seconds: 0, seconds: 0.01}
      """;

  /** One of each kind of mischief and of each place; the tests of the rooms have more. */
  private static final Map<Place, Set<Mischief>> SOME = new EnumMap<>(Place.class);

  static {
    SOME.put(
        Place.CONSTRUCTOR,
        EnumSet.complementOf(EnumSet.of(Mischief.HANG, Mischief.THREAD, Mischief.STREAMS)));
    SOME.put(Place.INFO, EnumSet.of(Mischief.ERROR, Mischief.EXIT));
    SOME.put(Place.LAUNCH, EnumSet.of(Mischief.EXIT, Mischief.KILL));
    SOME.put(Place.OPEN, EnumSet.of(Mischief.EXCEPTION, Mischief.STREAMS));
    SOME.put(Place.COMPILE, EnumSet.of(Mischief.ERROR));
    SOME.put(Place.STAGE, EnumSet.of(Mischief.KILL));
    SOME.put(Place.STEP, EnumSet.of(Mischief.EXIT, Mischief.MEMORY, Mischief.THREAD));
    SOME.put(Place.PREDICT, EnumSet.of(Mischief.HALT));
    SOME.put(Place.CLOSE, EnumSet.of(Mischief.FLOOD));
  }

  @TempDir Path folder;

  @Test
  void someMischiefAtEachPlaceIsItsPluginsFailureAndNoOthers() throws IOException {
    assertContained(SOME, LONG_SECONDS);
  }

  @Test
  @Tag("exhaustive")
  void allMischiefAtAllPlacesIsItsPluginsFailureAndNoOthers() throws IOException {
    Map<Place, Set<Mischief>> all = new EnumMap<>(Place.class);
    for (Place place : Place.values()) {
      all.put(place, EnumSet.allOf(Mischief.class));
    }
    assertContained(all, LONG_SECONDS);
  }

  private void assertContained(Map<Place, Set<Mischief>> plan, int timeoutSeconds)
      throws IOException {
    List<String> backends = make(plan);
    backends.add(GOOD);
    writeSuite(backends, timeoutSeconds);

    Cli.Outcome outcome =
        cli().run("run", "./hostile.yaml", "--plugins", "plugins", "--no-certify", "--out", "runs");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).doesNotContain("\tat ");
    RunResult run = RunFolder.open(RunFolder.list(folder.resolve("runs")).get(0)).load();
    assertThat(run.complete()).isTrue();
    List<Evaluation> expected = evaluations(fork(run, GOOD).orElseThrow());
    SoftAssertions.assertSoftly(
        all ->
            plan.forEach(
                (place, mischiefs) ->
                    mischiefs.forEach(
                        mischief -> assertContained(all, run, mischief, place, expected))));
  }

  private static void assertContained(
      SoftAssertions all,
      RunResult run,
      Mischief mischief,
      Place place,
      List<Evaluation> expected) {
    String id = HostilePlugins.id(mischief, place);
    CellResult cell = cell(run, id);
    Optional<ForkResult> fork = fork(run, id);
    Status status = fork.map(ForkResult::status).orElse(cell.status());
    String reason = fork.map(ForkResult::reason).orElse(cell.reason());
    all.assertThat(status).as(id + ": " + reason).isEqualTo(status(mischief, place));
    if (mischief.isHarmless()) {
      all.assertThat(fork.map(HostilePluginTest::evaluations).orElse(List.of()))
          .as(id)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("predictSeconds")
          .isEqualTo(expected);
    } else {
      all.assertThat(reason).as(id).contains(words(mischief, place)).hasLineCount(1);
    }
    if (place.isAsked() && !mischief.isHarmless()) {
      all.assertThat(reason).as(id).contains("plugins/" + id);
    }
  }

  private static Status status(Mischief mischief, Place place) {
    if (mischief.isHarmless()) {
      return Status.OK;
    } else if (place.isAsked()) {
      return Status.FAILED;
    }
    return switch (mischief) {
      case EXIT, HALT, KILL -> Status.CRASHED;
      case HANG -> Status.TIMED_OUT;
      case MEMORY -> Status.OUT_OF_MEMORY;
      default -> Status.FAILED;
    };
  }

  private static String words(Mischief mischief, Place place) {
    return switch (mischief) {
      case EXCEPTION -> "hostile exception";
      case ERROR -> "hostile error";
      case EXIT, HALT -> "exit code 0";
      case HANG ->
          place.isAsked() || place == Place.CLOSE ? "did not return within" : "not finished after";
      case MEMORY -> place.isAsked() ? "ran out of memory" : "OutOfMemoryError";
      case KILL -> "killed (SIGKILL)";
      case FLOOD -> "printed more than";
      default -> "";
    };
  }

  @Test
  void whoAsksForAnotherBackendNeverHearsOfThem() throws IOException {
    make(Map.of(Place.CONSTRUCTOR, EnumSet.of(Mischief.EXIT, Mischief.HANG)));
    writeSuite(List.of("hang-constructor", GOOD), LONG_SECONDS);

    Cli.Outcome outcome =
        cli()
            .run(
                "run",
                "./hostile.yaml",
                "--backend",
                GOOD,
                "--plugins",
                "plugins",
                "--out",
                "runs");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out() + outcome.err()).doesNotContain("constructor");
  }

  @Test
  void noCertificatePassesThatDidNotEndWell() throws IOException {
    make(
        Map.of(
            Place.CLOSE, EnumSet.of(Mischief.EXCEPTION, Mischief.EXIT),
            Place.INFO, EnumSet.of(Mischief.EXIT)));

    Cli.Outcome outcome =
        cli()
            .run(
                "certify",
                "conv3x3",
                "--plugins",
                "plugins",
                "-b",
                GOOD,
                "-b",
                "exception-close",
                "-b",
                "exit-close");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(1);
    assertThat(outcome.out()).contains("1 of 3 certificates passed");
  }

  @Test
  void listNamesThemBesideTheOthers() throws IOException {
    make(
        Map.of(
            Place.CONSTRUCTOR, EnumSet.of(Mischief.EXIT), Place.INFO, EnumSet.of(Mischief.KILL)));

    Cli.Outcome outcome = cli().run("list", "backends", "--plugins", "plugins");

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out().lines().filter(line -> line.strip().startsWith("broken plugin")))
        .hasSize(2)
        .anyMatch(line -> line.contains("exit-constructor: its constructor ended its JVM"))
        .anyMatch(line -> line.contains("kill-info: info() ended its JVM"));
    assertThat(outcome.out()).contains(GOOD);
  }

  private void writeSuite(List<String> backends, int timeoutSeconds) throws IOException {
    Files.writeString(
        folder.resolve("hostile.yaml"),
        SUITE.formatted(String.join(", ", backends), timeoutSeconds));
  }

  /** Makes plugins; returns their ids. */
  private List<String> make(Map<Place, Set<Mischief>> plan) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Map.Entry<Place, Set<Mischief>> each : plan.entrySet()) {
      for (Mischief mischief : each.getValue()) {
        HostilePlugins.make(folder.resolve("plugins"), mischief, each.getKey());
        ids.add(HostilePlugins.id(mischief, each.getKey()));
      }
    }
    return ids;
  }

  private Cli cli() {
    return new Cli(folder).with("BACKBENCH_PLUGIN_SECONDS", PATIENCE_SECONDS);
  }

  private static CellResult cell(RunResult run, String backend) {
    return run.cells().stream()
        .filter(cell -> cell.key().backend().equals(backend))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<ForkResult> fork(RunResult run, String backend) {
    return cell(run, backend).forks().stream().findFirst();
  }

  private static List<Evaluation> evaluations(ForkResult fork) {
    return fork.training().epochs().stream().map(EpochResult::test).toList();
  }
}
