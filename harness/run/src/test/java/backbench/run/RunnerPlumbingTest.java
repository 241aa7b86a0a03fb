package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plausibility.Peak;
import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import backbench.run.machine.MachineLock;
import backbench.run.worker.WorkerRequest;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tests what a run asks its workers for and what it keeps, without a worker. */
class RunnerPlumbingTest extends PlumbingFixture {

  private static final long SEED = 1;

  @Test
  void eachForkIsGivenItsOwnSeedWhichAllBackendsShare() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "other", Behaviour.GOOD);
    run(3);
    for (String backend : List.of("good", "other")) {
      List<WorkerRequest> asked =
          workers.requests.stream().filter(each -> each.code().id().equals(backend)).toList();
      assertThat(asked).extracting(WorkerRequest::seed).containsExactly(SEED, SEED + 1, SEED + 2);
    }
    for (int i = 0; i < workers.jobs.size(); i++) {
      assertThat(workers.jobs.get(i).training().seed()).isEqualTo(workers.requests.get(i).seed());
      assertThat(workers.requests.get(i).timeoutSeconds()).isEqualTo(60);
    }
  }

  @Test
  void certificatesComeFirstThenEveryTrialInTheOrderOfThePlan() {
    RunResult run = run(2);
    assertThat(workers.asked).containsExactly("certify good", "measure good 1", "measure good 2");
    assertThat(heard)
        .containsExactly(
            "certifying good",
            "certified good true",
            "started 1 of 2, fork 0",
            "ended 1 OK",
            "started 2 of 2, fork 1",
            "ended 2 OK",
            "over true");
    assertThat(run.complete()).isTrue();
    assertThat(only(run).status()).isEqualTo(Status.OK);
    assertThat(only(run).forks()).extracting(ForkResult::fork).containsExactly(0, 1);
    assertThat(RunFolder.open(kept()).finished()).isTrue();
    assertThat(plan.runId()).isEqualTo(run.runId());
    assertThat(plan.trials()).isEqualTo(2);
    assertThat(plan.done()).isZero();
    assertThat(plan.epochs()).containsExactly(2);
    assertThat(plan.samplesPerEpoch()).containsExactly(90L);
  }

  @Test
  void theMachinesPeakIsMeasuredOnceInARunAlsoWhenItIsResumed() {
    workers.ends.addAll(List.of(Status.OK, Status.INTERRUPTED));
    run(3);
    RunResult resumed = resume(3);
    assertThat(workers.peaks).containsExactly(List.of(1));
    assertThat(peaksHeard).containsExactly(1);
    assertThat(resumed.shards().get(0).peaks()).extracting(Peak::threads).containsExactly(1);
  }

  @Test
  void aPeakThatCannotBeMeasuredIsSaidAndTheRunGoesOn() {
    workers.peakEnd = Status.FAILED;
    assertThat(run(1).complete()).isTrue();
    assertThat(heard)
        .contains(
            "warned the machine's peak cannot be measured, so no time is held against it: it is"
                + " FAILED");
  }

  @Test
  void aRunThatIsInterruptedAtThePeakMeasuresNothingAndIsNotOver() {
    workers.peakEnd = Status.INTERRUPTED;
    RunResult run = run(1);
    assertThat(run.complete()).isFalse();
    assertThat(run.shards().get(0).peaks()).isEmpty();
    assertThat(workers.asked).containsExactly("certify good");
    assertThat(peaksHeard).isEmpty();
  }

  @Test
  void aCellThatIsFasterThanTheMachineIsNotRanked() {
    workers.peakRate = 1;
    CellResult cell = only(run(1));
    assertThat(cell.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(cell.reason()).contains("faster than one thread of this machine");
    assertThat(cell.certificate().passed()).isTrue();
  }

  @Test
  void aRunWaitsWhileAnotherMeasuresOnThisMachineAndSaysForWhom() throws Exception {
    MachineLock other =
        MachineLock.acquire(folder.resolve("cache"), "run of other", () -> false, heard::add);
    afterWarning =
        () -> {
          assertThat(workers.asked).isEmpty();
          other.close();
        };
    assertThat(run(1).complete()).isTrue();
    assertThat(heard)
        .first()
        .asString()
        .startsWith("warned waiting for process ")
        .contains("(run of other, since ");
    assertThat(heard).filteredOn(word -> word.startsWith("warned ")).hasSize(1);
  }

  @Test
  void aBrokenPluginIsSaidBeforeAnythingRuns() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("plugins").resolve("damaged"));
    Files.writeString(broken.resolve("a.jar"), "no jar");
    run(1);
    assertThat(heard).first().asString().startsWith("warned broken plugin in " + broken);
    assertThat(workers.asked).containsExactly("certify good", "measure good 1");
  }

  @Test
  void aRunThatIsOverIsToldAgainAndNothingIsMeasured() {
    run(1);
    workers.asked.clear();
    heard.clear();
    assertThat(resume(1).complete()).isTrue();
    assertThat(heard).containsExactly("over true");
    assertThat(workers.asked).isEmpty();
  }

  @Test
  void whatAKilledRunWasWritingIsSweptOutOfTheCacheAndItsFolders() throws IOException {
    Path cache = folder.resolve("cache");
    Path inner = Files.createDirectories(cache.resolve("certificates"));
    List<Path> left = List.of(leftover(cache), leftover(inner));
    Path other = Files.writeString(inner.resolve("notes"), "mine");
    run(1);
    assertThat(left).noneMatch(Files::exists);
    assertThat(other).exists();
  }

  /** Makes a file as a process that was killed long ago leaves one. */
  private static Path leftover(Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve(".writing-1-" + UUID.randomUUID() + ".tmp"), "{\"num");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    return file;
  }

  @Test
  void aCertificateOfTheCacheIsNotMadeAgain() {
    run(1);
    workers.asked.clear();
    assertThat(only(run(1)).certificate().making().cached()).isTrue();
    assertThat(workers.asked).containsExactly("measure good 1");
  }

  @Test
  void withoutCertificatesNothingIsCertified() {
    RunResult run = run(ToySuite.suite(1, 60), Optional.empty(), false);
    assertThat(workers.asked).containsExactly("measure good 1");
    assertThat(only(run).status()).isEqualTo(Status.UNCERTIFIED);
    assertThat(workers.peaks).as("there is nothing to hold against it").isEmpty();
  }

  @Test
  void whatTheFirstForkFoundTheSamplesToBeTheOthersAreToldAlsoWhenTheRunIsResumed() {
    workers.ends.addAll(List.of(Status.OK, Status.OK, Status.INTERRUPTED));
    run(4);
    resume(4);
    assertThat(workers.jobs)
        .extracting(job -> job.data().digest())
        .containsExactly(
            Optional.empty(),
            Optional.of(FakeTrainings.DIGEST),
            Optional.of(FakeTrainings.DIGEST),
            Optional.of(FakeTrainings.DIGEST),
            Optional.of(FakeTrainings.DIGEST));
  }

  @Test
  void aTrialThatWasInterruptedIsNotKeptAndTheRunIsNotOver() {
    workers.ends.addAll(List.of(Status.OK, Status.INTERRUPTED));
    RunResult run = run(3);
    assertThat(run.complete()).isFalse();
    assertThat(only(run).status()).isEqualTo(Status.INTERRUPTED);
    assertThat(only(run).forks()).extracting(ForkResult::fork).containsExactly(0);
    assertThat(RunFolder.open(kept()).has(1)).isFalse();
    assertThat(RunFolder.open(kept()).finished()).isFalse();
    assertThat(heard).doesNotContain("ended 2 INTERRUPTED").endsWith("over false");
    assertThat(workers.jobs).hasSize(2);
  }

  @Test
  void aResumedRunMeasuresWhatIsMissingAndNothingElse() {
    workers.ends.addAll(List.of(Status.OK, Status.INTERRUPTED));
    run(3);
    workers.asked.clear();
    RunResult resumed = resume(3);
    assertThat(workers.asked).containsExactly("measure good 2", "measure good 3");
    assertThat(resumed.complete()).isTrue();
    assertThat(only(resumed).status()).isEqualTo(Status.OK);
    assertThat(plan.done()).isEqualTo(1);
    workers.asked.clear();
    assertThat(resume(3)).isEqualTo(resumed);
    assertThat(workers.asked).as("of a run that is over").isEmpty();
    assertThat(heard).endsWith("over true");
  }

  @Test
  void aForkThatCrashedIsFollowedByTheOthersAlsoWhenTheRunIsResumed() {
    workers.ends.addAll(List.of(Status.CRASHED, Status.OK, Status.INTERRUPTED));
    run(4);
    RunResult resumed = resume(4);
    assertThat(only(resumed).forks()).hasSize(4);
    assertThat(only(resumed).status()).isEqualTo(Status.CRASHED);
    assertThat(resumed.complete()).isTrue();
  }

  @Test
  void aForkThatTimedOutEndsItsCellAlsoWhenTheRunIsResumed() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "other", Behaviour.GOOD);
    workers.ends.addAll(List.of(Status.TIMED_OUT, Status.OK, Status.INTERRUPTED));
    run(4);
    String late = workers.requests.get(0).code().id();
    RunResult resumed = resume(4);
    for (CellResult cell : resumed.cells()) {
      boolean isLate = cell.key().backend().equals(late);
      assertThat(cell.forks()).hasSize(isLate ? 1 : 4);
      assertThat(cell.status()).isEqualTo(isLate ? Status.TIMED_OUT : Status.OK);
    }
    assertThat(resumed.complete()).isTrue();
  }

  @Test
  void anInterruptedThreadEndsTheRunAfterItsTrialAndStaysInterrupted() {
    afterTrial = () -> Thread.currentThread().interrupt();
    RunResult run = run(3);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.complete()).isFalse();
    assertThat(only(run).forks()).hasSize(1);
  }

  @Test
  void aWorkerThatIsInterruptedEndsTheRunAndItsTrialIsNotKept() {
    workers.interrupted = true;
    RunResult run = run(3);
    assertThat(run.complete()).isFalse();
    assertThat(only(run).forks()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(heard).endsWith("over false");
  }

  @Test
  void aThreadThatIsInterruptedFromTheStartMeasuresAndCertifiesNothing() {
    Thread.currentThread().interrupt();
    try {
      SuiteSpec suite = ToySuite.suite(2, 60);
      assertThat(run(suite, Optional.empty(), false).complete()).isFalse();
    } catch (BackbenchException e) {
      // The folder cannot be made by a thread that is marked: the run has not begun.
      assertThat(e.code()).isEqualTo(ErrorCode.IO);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(workers.asked).isEmpty();
  }

  @Test
  void whatCannotRunIsSaidAndNotTried() throws Exception {
    ToyPlugins.make(folder.resolve("plugins"), "elsewhere", Behaviour.OTHER_PLATFORM);
    RunResult run = run(1);
    assertThat(workers.asked).containsExactly("certify good", "measure good 1");
    assertThat(heard).first().asString().startsWith("skipped elsewhere: elsewhere has no build");
    assertThat(run.cells().get(0).status()).isEqualTo(Status.UNAVAILABLE);
    assertThat(run.cells().get(0).certificate()).isNull();
  }
}
