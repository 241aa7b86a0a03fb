package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.ResultSchema;
import backbench.results.file.RunFolder;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests what becomes of a suite whose backends compute, or seem to, with real workers. */
@Isolated("finds work that runs on by its times")
class RunnerTest extends ToyRuns {

  @Test
  void aGoodBackendIsCertifiedMeasuredAndRepeatable() throws Exception {
    RunResult run = run(2, 60, Behaviour.GOOD);
    CellResult cell = run.cells().get(0);
    assertThat(cell.reason()).isNull();
    assertThat(cell.status()).isEqualTo(Status.OK);
    assertThat(cell.certificate().checks()).isNotEmpty();
    assertThat(cell.certificate().making().cached()).isFalse();
    assertThat(cell.forks()).hasSize(2);
    ForkResult fork = cell.forks().get(0);
    assertThat(fork.training().epochs()).hasSize(2);
    assertThat(fork.training().epochs().get(0).samples()).isEqualTo(90);
    assertThat(fork.training().epochs().get(0).steps()).isEqualTo(5);
    assertThat(fork.training().epochs().get(0).losses().first()).hasSize(5);
    assertThat(fork.training().epochs().get(0).stepNanos().raw()).hasSize(5);
    assertThat(fork.training().epochs().get(1).test().samples()).isEqualTo(50);
    assertThat(fork.training().epochs().get(1).validation().samples()).isEqualTo(10);
    assertThat(fork.training().epochs().get(1).meanLoss())
        .isLessThan(fork.training().epochs().get(0).meanLoss());
    Evaluation test = fork.training().epochs().get(1).test();
    List<List<Long>> confusion = fork.training().confusion().counts();
    assertThat(confusion.stream().flatMap(List::stream).mapToLong(Long::longValue).sum())
        .isEqualTo(test.samples());
    assertThat(IntStream.range(0, 10).mapToLong(each -> confusion.get(each).get(each)).sum())
        .isEqualTo(test.correct());
    assertThat(fork.training().epochs()).allMatch(epoch -> epoch.train().samples() == 90);
    assertThat(fork.training().predictions()).hasSize(1);
    assertThat(fork.environment().threads()).isEqualTo(1);
    assertThat(fork.environment().details()).containsEntry("TOY", "toy");
    // The toy engine reports what it is handed; this one folder outlives the run.
    assertThat(fork.environment().details())
        .containsEntry("cache", folder.resolve("cache/backends").toAbsolutePath().toString());
    assertThat(fork.launch().jvmFlags()).contains("-XX:TieredStopAtLevel=1");
    assertThat(fork.startup().jvmSeconds()).isPositive();
    assertThat(fork.training().untrained().samples()).isEqualTo(50);
    assertThat(fork.training().warmup().steps()).isGreaterThanOrEqualTo(2);
    assertThat(fork.training().clock().trailing().worksOn()).isFalse();
    assertThat(fork.training().clock().predictions().samples())
        .isEqualTo(fork.training().predictions().get(0).samples());
    assertThat(fork.training().clock().predictions().difference()).isZero();
    assertThat(fork.training().epochs())
        .allSatisfy(
            epoch -> {
              assertThat(epoch.seconds().close()).isNotNull();
              assertThat(epoch.seconds().processor()).isNotNull();
            });
    assertThat(run.shards().get(0).peaks())
        .singleElement()
        .satisfies(
            peak -> {
              assertThat(peak.threads()).isEqualTo(1);
              assertThat(peak.multiplyAddsPerSecond()).isBetween(1e8, 1e13);
            });
    assertThat(run.complete()).isTrue();
    assertThat(Verdict.of(run)).isEqualTo(Verdict.PASSED);
    assertThat(ResultSchema.problems(run)).isEmpty();
    assertThat(RunFolder.open(RunFolder.list(folder.resolve("out")).get(0)).load()).isEqualTo(run);
  }

  @Test
  void workThatRunsOnAfterAStepAndAnswersThatAreKeptAreImplausibleAndNeverRanked()
      throws Exception {
    RunResult run = run(1, 60, Behaviour.GOOD, Behaviour.WORKS_ON, Behaviour.REPLAYS);

    assertThat(cell(run, Behaviour.GOOD).status()).isEqualTo(Status.OK);
    CellResult worksOn = cell(run, Behaviour.WORKS_ON);
    assertThat(worksOn.certificate().passed()).isTrue();
    assertThat(worksOn.status())
        .as("%s", worksOn.forks().get(0).outcome())
        .isEqualTo(Status.IMPLAUSIBLE);
    assertThat(worksOn.reason()).contains("work runs on after a step has returned");
    CellResult replays = cell(run, Behaviour.REPLAYS);
    assertThat(replays.certificate().passed()).isTrue();
    assertThat(replays.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(replays.reason()).contains("timed predictions are not those of the evaluation");
    assertThat(run.cells())
        .as("in one fork, all backends see the same batches")
        .extracting(cell -> cell.forks().get(0).training().batchDigest())
        .doesNotContainNull()
        .hasSize(3)
        .containsOnly(worksOn.forks().get(0).training().batchDigest());
    assertThat(Verdict.of(run)).isEqualTo(Verdict.CELL_FAILED);
  }

  @Test
  void aDatasetThatChangesDuringARunFailsTheForksThatSeeIt() throws Exception {
    SuiteSpec suite = ToySuite.inFiles(2, folder.resolve("data"), 1);
    RunListener spoiling =
        new RunListener() {
          @Override
          public void trialEnded(RunListener.TrialId trial, ForkResult result) {
            ToySuite.inFiles(2, folder.resolve("data"), 2);
          }
        };

    RunResult run = run(suite, true, spoiling, Behaviour.GOOD);

    assertThat(run.cells().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(run.cells().get(0).forks()).hasSize(2);
    ForkResult first = run.cells().get(0).forks().get(0);
    assertThat(first.status()).isEqualTo(Status.OK);
    assertThat(run.cells().get(0).forks().get(1).reason())
        .contains(
            "the dataset has changed during the run",
            first.training().dataDigest().substring(0, 12));
  }

  @Test
  void aResumedRunHoldsItsDatasetAgainstThatOfTheForksItKeeps() throws Exception {
    SuiteSpec suite = ToySuite.inFiles(2, folder.resolve("data"), 1);
    run(suite, true, Behaviour.GOOD);
    Path kept = RunFolder.list(folder.resolve("out")).get(0);
    Files.delete(kept.resolve("result.json"));
    Files.delete(kept.resolve("trials/0001.json"));
    ToySuite.inFiles(2, folder.resolve("data"), 2);

    RunResult resumed = resume(suite, kept);

    assertThat(resumed.cells().get(0).forks().get(1).reason())
        .contains("the dataset has changed during the run");
  }

  @Test
  void aRunGoesOnWhereTheCacheCannotBeWrittenAndSaysSoOnce() throws Exception {
    Files.writeString(
        Files.createDirectories(folder.resolve("cache")).resolve("certificates"), "no folder");
    List<String> warnings = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    RunResult run =
        run(ToySuite.suite(1, 60), true, listener, Behaviour.GOOD, Behaviour.LIMITED_LOOP);
    assertThat(run.cells()).hasSize(2).allMatch(cell -> cell.status() == Status.OK);
    assertThat(warnings)
        .singleElement()
        .satisfies(warning -> assertThat(warning).startsWith("certificates are not kept: "));
  }
}
