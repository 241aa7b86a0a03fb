package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.plausibility.Peak;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.CertificateResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import backbench.run.machine.MachineProbe;
import backbench.run.worker.WorkerRequest;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a run asks its workers for and what it keeps, without a worker. */
class RunnerPlumbingTest {

  private static final long SEED = 1;

  @TempDir Path folder;

  private final FakeTrainings workers = new FakeTrainings();
  private final List<String> heard = new ArrayList<>();
  private final List<Integer> peaksHeard = new ArrayList<>();
  private Runnable afterTrial = () -> {};
  private RunListener.Plan plan;

  private final RunListener listener =
      new RunListener() {
        @Override
        public void planned(Plan told) {
          plan = told;
        }

        @Override
        public void warned(String message) {
          heard.add("warned " + message);
        }

        @Override
        public void certifying(CellKey cell) {
          heard.add("certifying " + cell.backend());
        }

        @Override
        public void certified(CellKey cell, CertificateResult certificate) {
          heard.add("certified " + cell.backend() + " " + certificate.passed());
        }

        @Override
        public void peakMeasured(Peak peak) {
          peaksHeard.add(peak.threads());
        }

        @Override
        public void cellSkipped(CellKey cell, String reason) {
          heard.add("skipped " + cell.backend() + ": " + reason);
        }

        @Override
        public void trialStarted(TrialId trial) {
          heard.add("started " + trial.number() + " of " + trial.of() + ", fork " + trial.fork());
        }

        @Override
        public void trialEnded(TrialId trial, ForkResult result) {
          heard.add("ended " + trial.number() + " " + result.status());
          afterTrial.run();
        }

        @Override
        public void ended(RunResult result, Path where) {
          heard.add("over " + result.complete());
        }
      };

  @BeforeEach
  void install() throws IOException {
    library("worker");
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.GOOD);
  }

  /** Makes the jar of a worker that is never started. */
  private void library(String content) throws IOException {
    Path jar = Files.createDirectories(folder.resolve("library")).resolve("worker.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      packed.putNextEntry(new JarEntry("content"));
      packed.write(content.getBytes(StandardCharsets.UTF_8));
      packed.closeEntry();
    }
  }

  private RunResult run(SuiteSpec suite, Optional<Path> resume, boolean certify) {
    RunRequest toy =
        ToySuite.request(
            suite,
            ToyPlugins.find(folder.resolve("home"), List.of(folder.resolve("plugins"))),
            folder.resolve("library"),
            folder);
    RunRequest request =
        new RunRequest(
            suite,
            Optional.empty(),
            toy.plugins(),
            toy.installation(),
            toy.out(),
            resume,
            Map.of(),
            certify);
    try (Interruption interruption = Interruption.listen()) {
      return Runner.run(request, listener, interruption, workers, () -> heard.add("stopped"));
    }
  }

  private RunResult run(int forks) {
    return run(ToySuite.suite(forks, 60), Optional.empty(), true);
  }

  private Path kept() {
    return RunFolder.list(folder.resolve("out")).get(0);
  }

  private RunResult resume(int forks) {
    return run(ToySuite.suite(forks, 60), Optional.of(kept()), true);
  }

  private static CellResult only(RunResult run) {
    assertThat(run.cells()).hasSize(1);
    return run.cells().get(0);
  }

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
  void aPlanThatSomebodyChangedIsNotResumed() throws IOException {
    workers.ends.add(Status.INTERRUPTED);
    run(2);
    Path file = RunFolder.open(kept()).planFile();
    String planned = Files.readString(file);
    String changed = planned.replaceFirst("(\"timeoutSeconds\"\\s*:\\s*)60", "$161");
    assertThat(changed).isNotEqualTo(planned);
    Files.writeString(file, changed);
    assertThatThrownBy(() -> resume(2))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("changed at 'run.settings'");
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

  @Test
  void aRunOfAnotherWorkerIsNotResumed() throws Exception {
    interrupt();
    library("another");
    assertRefused("the harness is another build");
  }

  @Test
  void aRunOfAnotherPluginIsNotResumed() throws Exception {
    interrupt();
    ToyPlugins.make(folder.resolve("plugins"), "good", Behaviour.HANGS);
    assertRefused("the plugin 'good' has changed");
  }

  @Test
  void aRunOfMoreCellsIsNotResumed() throws Exception {
    interrupt();
    ToyPlugins.make(folder.resolve("plugins"), "other", Behaviour.GOOD);
    assertRefused("its cells differ: other backends, threads, datasets or samples");
  }

  @Test
  void aRunOfAnotherMachineIsNotResumed() throws Exception {
    interrupt();
    Path file = kept().resolve("run.json");
    String text = Files.readString(file);
    Map<String, String> others =
        Map.of(
            "processor", "\"cpu\" : \"" + MachineProbe.take().cpu(),
            "platform", "\"platform\" : \"" + MachineProbe.take().platform(),
            "Java", "\"jvm\" : \"" + MachineProbe.take().jvm());
    for (Map.Entry<String, String> other : others.entrySet()) {
      String edited = text.replace(other.getValue(), other.getValue() + "2");
      assertThat(edited).isNotEqualTo(text);
      Files.writeString(file, edited);
      assertRefused("its " + other.getKey() + " was '");
    }
    Files.writeString(file, text);
    assertThat(resume(2).complete()).isTrue();
  }

  @Test
  void aCellThatIsNotThePlannedOneIsNotResumed() throws Exception {
    interrupt();
    CellResult cell = RunFolder.open(kept()).plan().cells().get(0);
    Path file = kept().resolve("run.json");
    String text = Files.readString(file);
    Map<String, String> edits =
        Map.of(
            cell.network().graphDigest(),
            "0".repeat(64),
            cell.dataset().digest(),
            "0".repeat(64),
            "\"optimizer\" : \"SGD 0.1\"",
            "\"optimizer\" : \"SGD 0.2\"",
            "\"reason\" : \"not measured yet\"",
            "\"reason\" : \"for another\"",
            "\"status\" : \"INTERRUPTED\"",
            "\"status\" : \"UNSUPPORTED\"",
            "\"threads\" : 1",
            "\"threads\" : 2");
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      int at = text.lastIndexOf(edit.getKey());
      assertThat(at).as(edit.getKey()).isPositive();
      Files.writeString(
          file,
          text.substring(0, at) + edit.getValue() + text.substring(at + edit.getKey().length()));
      assertRefused("its cells differ");
    }
  }

  @Test
  void aRunOfAnotherSuiteNamesBoth() throws Exception {
    interrupt();
    assertThatThrownBy(() -> resume(5))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("it is of the suite 'toy' (")
        .hasMessageContaining("), not of 'toy' (")
        .hasMessageContaining("the same --network, --backend, --epochs and --forks");
  }

  private void interrupt() {
    workers.ends.add(Status.INTERRUPTED);
    assertThat(run(2).complete()).isFalse();
    workers.asked.clear();
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> resume(2))
        .isInstanceOf(BackbenchException.class)
        .hasMessageStartingWith("run " + RunFolder.open(kept()).plan().runId())
        .hasMessageContaining("cannot be resumed: ")
        .hasMessageContaining(why)
        .extracting(e -> ((BackbenchException) e).code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(workers.asked).isEmpty();
  }
}
