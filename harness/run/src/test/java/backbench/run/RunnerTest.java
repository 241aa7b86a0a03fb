package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.plausibility.Peak;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.ResultSchema;
import backbench.results.file.RunFolder;
import backbench.run.machine.MachineLock;
import backbench.specs.SuiteSpec;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static Path worker;

  @BeforeAll
  static void packWorker() throws Exception {
    worker = ToyPlugins.workerLibrary(shared.resolve("worker"));
  }

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
    assertThat(run.complete()).isTrue();
    assertThat(Verdict.of(run)).isEqualTo(Verdict.PASSED);
    assertThat(ResultSchema.problems(run)).isEmpty();
    assertThat(RunFolder.open(RunFolder.list(folder.resolve("out")).get(0)).load()).isEqualTo(run);
  }

  @Test
  void theMachinesPeakIsMeasuredOnceAndKept() throws Exception {
    List<Peak> heard = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void peakMeasured(Peak peak) {
            heard.add(peak);
          }
        };
    SuiteSpec suite = ToySuite.suite(1, 60);
    RunResult run = run(suite, true, listener, Behaviour.GOOD);
    List<Peak> peaks = run.shards().get(0).peaks();
    assertThat(peaks).isEqualTo(heard).extracting(Peak::threads).containsExactly(1);

    Path kept = RunFolder.list(folder.resolve("out")).get(0);
    Files.delete(kept.resolve("result.json"));
    assertThat(resume(suite, kept).shards().get(0).peaks()).isEqualTo(peaks);
  }

  @Test
  void aCellThatIsFasterThanTheMachineIsNotRanked() throws Exception {
    SuiteSpec suite = ToySuite.suite(1, 60);
    RunResult run = run(suite, true, Behaviour.GOOD);
    assertThat(run.cells().get(0).status()).isEqualTo(Status.OK);
    Path kept = RunFolder.list(folder.resolve("out")).get(0);
    Files.delete(kept.resolve("result.json"));
    RunFolder.open(kept).keep(List.of(new Peak(1, 1, List.of())));

    RunResult slower = resume(suite, kept);

    assertThat(slower.cells().get(0).status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(slower.cells().get(0).reason()).contains("faster than one thread of this machine");
  }

  @Test
  void aRunThatRanksNothingMeasuresNoPeak() throws Exception {
    RunResult run = run(ToySuite.suite(1, 60), false, Behaviour.GOOD);
    assertThat(run.shards().get(0).peaks()).isEmpty();
  }

  @Test
  void workThatRunsOnAfterAStepAndAnswersThatAreKeptAreImplausibleAndNeverRanked()
      throws Exception {
    RunResult run = run(1, 60, Behaviour.GOOD, Behaviour.WORKS_ON, Behaviour.REPLAYS);

    assertThat(cell(run, Behaviour.GOOD).status()).isEqualTo(Status.OK);
    CellResult worksOn = cell(run, Behaviour.WORKS_ON);
    assertThat(worksOn.certificate().passed()).isTrue();
    assertThat(worksOn.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(worksOn.reason()).contains("work runs on after a step has returned");
    CellResult replays = cell(run, Behaviour.REPLAYS);
    assertThat(replays.certificate().passed()).isTrue();
    assertThat(replays.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(replays.reason()).contains("timed predictions are not those of the evaluation");
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
  void aRunIsNotResumedWithOtherForksAndTheErrorSaysWhatItExpects() throws Exception {
    run(ToySuite.suite(1, 60), true, Behaviour.GOOD);
    Path kept = RunFolder.list(folder.resolve("out")).get(0);

    assertThatThrownBy(() -> resume(ToySuite.suite(2, 60), kept))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll(
            "cannot be resumed", "the same --network, --backend, --epochs and --forks");
  }

  @Test
  void twoBackendsSeeTheSameBatchesInAFork() throws Exception {
    RunResult run = run(1, 60, Behaviour.GOOD, Behaviour.WRONG);
    assertThat(run.cells().get(0).forks().get(0).training().batchDigest())
        .isNotNull()
        .isEqualTo(run.cells().get(1).forks().get(0).training().batchDigest());
  }

  @Test
  void aSecondRunTakesTheCertificateFromTheCache() throws Exception {
    run(1, 60, Behaviour.GOOD);
    assertThat(run(1, 60, Behaviour.GOOD).cells().get(0).certificate().making().cached()).isTrue();
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

  @Test
  void aRunWaitsWhileAnotherMeasuresOnThisMachineAndSaysForWhom() throws Exception {
    List<String> warnings = new ArrayList<>();
    List<String> certified = new ArrayList<>();
    MachineLock other =
        MachineLock.acquire(folder.resolve("cache"), "run of other", () -> false, warnings::add);
    RunListener listener =
        new RunListener() {
          @Override
          public void warned(String message) {
            assertThat(certified).isEmpty();
            warnings.add(message);
            other.close();
          }

          @Override
          public void certifying(CellKey cell) {
            certified.add(cell.workload());
          }
        };

    RunResult run = run(ToySuite.suite(1, 60), true, listener, Behaviour.GOOD);

    assertThat(run.complete()).isTrue();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("waiting for process ")
        .contains("(run of other, since ");
  }

  @Test
  void aBackendThatComputesSomethingElseIsWrongAndFailsTheRun() throws Exception {
    RunResult run = run(1, 60, Behaviour.WRONG);
    assertThat(run.cells().get(0).status()).isEqualTo(Status.WRONG);
    assertThat(run.cells().get(0).forks()).hasSize(1);
    assertThat(Verdict.of(run)).isEqualTo(Verdict.CELL_FAILED);
  }

  @Test
  void aHaltIsACrashWithItsExitCodeAndItsLastWordsAndTheOthersGoOn() throws Exception {
    RunResult run = run(1, 60, Behaviour.HALTS, Behaviour.GOOD);
    ForkResult fork = cell(run, Behaviour.HALTS).forks().get(0);
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("exit code 7");
    assertThat(fork.ending().logTail()).contains("about to halt");
    assertThat(ResultSchema.problems(run)).isEmpty();
    assertThat(cell(run, Behaviour.GOOD).status()).isEqualTo(Status.OK);
    assertThat(Verdict.of(run)).isEqualTo(Verdict.CELL_FAILED);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
  void aFaultInNativeCodeIsACrashWithItsSignal() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.SEGFAULTS));
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("SIGSEGV");
  }

  @Test
  void aHangIsKilledAtItsTimeAndNotTriedAgain() throws Exception {
    RunResult run = run(3, 4, Behaviour.HANGS);
    assertThat(run.cells().get(0).status()).isEqualTo(Status.TIMED_OUT);
    assertThat(run.cells().get(0).forks()).hasSize(1);
    assertThat(run.cells().get(0).forks().get(0).reason()).contains("not finished after 4 s");
  }

  @Test
  void memoryThatRunsOutIsNamed() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.OUT_OF_MEMORY));
    assertThat(fork.status()).isEqualTo(Status.OUT_OF_MEMORY);
    assertThat(fork.reason()).contains("OutOfMemoryError");
  }

  @Test
  void aLossThatIsNotANumberEndsTheForkAtItsStep() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.NOT_FINITE));
    assertThat(fork.status()).isEqualTo(Status.NOT_FINITE);
    assertThat(fork.reason()).contains("NaN at step 4 of epoch 2");
  }

  @Test
  void anExceptionIsAFailureWithItsTrace() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.STEP_THROWS));
    assertThat(fork.status()).isEqualTo(Status.FAILED);
    assertThat(fork.reason()).contains("no step today");
    assertThat(String.join("\n", fork.ending().logTail())).contains("ToyModel.misbehave");
  }

  @Test
  void rubbishOnTheChannelIsACrash() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.GARBAGE));
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("is unreadable");
    assertThat(String.join("\n", fork.ending().logTail())).contains("rubbish on standard output");
  }

  @Test
  void aReportThatMakesNoSenseIsACrash() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.FORGES));
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("the report of the worker makes no sense");
  }

  @Test
  void aJvmThatDoesNotStartIsQuoted() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.LAUNCH_GIVES_BAD_FLAG));
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("did not start", "Unrecognized VM option");
  }

  @Test
  void aWorkerThatPrintsWithoutEndIsStopped() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.FLOODS));
    assertThat(fork.status()).isEqualTo(Status.FAILED);
    assertThat(fork.reason()).contains("printed more than");
  }

  @Test
  void anEngineThatDoesNotStartIsAFailure() throws Exception {
    ForkResult fork = only(run(1, 60, Behaviour.OPEN_THROWS));
    assertThat(fork.status()).isEqualTo(Status.FAILED);
    assertThat(fork.reason()).contains("no engine today");
    assertThat(fork.environment()).isNull();
  }

  @Test
  void aBackendThatDoesNotSayHowItIsStartedFailsAndTheOthersGoOn() throws Exception {
    RunResult run =
        run(
            1,
            60,
            Behaviour.LAUNCH_GIVES_NULL,
            Behaviour.LAUNCH_GIVES_NONSENSE,
            Behaviour.LAUNCH_HALTS,
            Behaviour.LITTERS,
            Behaviour.GOOD);
    ForkResult silent = cell(run, Behaviour.LAUNCH_GIVES_NULL).forks().get(0);
    assertThat(silent.status()).isEqualTo(Status.FAILED);
    assertThat(silent.reason()).contains("launch() returns null");
    ForkResult nonsense = cell(run, Behaviour.LAUNCH_GIVES_NONSENSE).forks().get(0);
    assertThat(nonsense.status()).isEqualTo(Status.FAILED);
    assertThat(nonsense.reason()).contains("A=B");
    ForkResult ended = cell(run, Behaviour.LAUNCH_HALTS).forks().get(0);
    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(ended.reason()).contains("plugins/launch-halts", "launch() ended its JVM");
    assertThat(cell(run, Behaviour.LITTERS).status()).isEqualTo(Status.OK);
    assertThat(cell(run, Behaviour.GOOD).status()).isEqualTo(Status.OK);
  }

  @Test
  void aBackendThatCompilesSlowlyIsWarmedUpNoLess() throws Exception {
    double warmupSeconds = 0.4;
    ForkResult fork =
        only(run(ToySuite.suite(1, 60, warmupSeconds), false, Behaviour.COMPILES_SLOWLY));
    assertThat(fork.training().warmup().seconds()).isGreaterThanOrEqualTo(warmupSeconds);
  }

  @Test
  void missingNativesAreUnavailableAndFailTheRun() throws Exception {
    RunResult run = run(2, 60, Behaviour.NATIVE_MISSING);
    assertThat(run.cells().get(0).status()).isEqualTo(Status.UNAVAILABLE);
    assertThat(run.cells().get(0).forks()).hasSize(1);
    assertThat(Verdict.of(run)).isEqualTo(Verdict.CELL_FAILED);
  }

  @Test
  void aBackendThatRefusesTheNetworkIsUnsupportedWhichFailsNoRun() throws Exception {
    RunResult run = run(2, 60, Behaviour.REFUSES, Behaviour.GOOD);
    assertThat(cell(run, Behaviour.REFUSES).status()).isEqualTo(Status.UNSUPPORTED);
    assertThat(cell(run, Behaviour.REFUSES).reason()).contains("not this network");
    assertThat(Verdict.of(run)).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aBackendOfAnotherPlatformIsUnavailableWithTheReasonAndFailsNoRun() throws Exception {
    RunResult run = run(1, 60, Behaviour.OTHER_PLATFORM, Behaviour.GOOD);
    CellResult cell = cell(run, Behaviour.OTHER_PLATFORM);
    assertThat(cell.status()).isEqualTo(Status.UNAVAILABLE);
    assertThat(cell.reason()).contains("plan9-z80");
    assertThat(cell.forks()).isEmpty();
    assertThat(Verdict.of(run)).isEqualTo(Verdict.PASSED);
  }

  @Test
  void aRunThatMeasuresNothingFails() throws Exception {
    RunResult run = run(1, 60, Behaviour.OTHER_PLATFORM);
    assertThat(run.complete()).isTrue();
    assertThat(Verdict.of(run)).isEqualTo(Verdict.CELL_FAILED);
  }

  @Test
  void aBrokenPluginIsAFailedCellThatNamesItsFolder() throws Exception {
    RunResult run = run(1, 60, Behaviour.CONSTRUCTOR_THROWS, Behaviour.GOOD);
    CellResult broken = cell(run, Behaviour.CONSTRUCTOR_THROWS);
    assertThat(broken.status()).isEqualTo(Status.FAILED);
    assertThat(broken.reason()).contains("constructor-throws").contains("no constructor today");
    assertThat(cell(run, Behaviour.GOOD).status()).isEqualTo(Status.OK);
    assertThat(Verdict.of(run)).isEqualTo(Verdict.CELL_FAILED);
  }

  private RunResult run(int forks, int timeoutSeconds, Behaviour... behaviours) throws Exception {
    return run(ToySuite.suite(forks, timeoutSeconds), true, behaviours);
  }

  private RunResult run(SuiteSpec suite, boolean certify, Behaviour... behaviours)
      throws Exception {
    return run(suite, certify, RunListener.NONE, behaviours);
  }

  private RunResult run(
      SuiteSpec suite, boolean certify, RunListener listener, Behaviour... behaviours)
      throws Exception {
    Path plugins = folder.resolve("plugins");
    for (Behaviour behaviour : behaviours) {
      ToyPlugins.make(plugins, id(behaviour), behaviour);
    }
    return Runner.run(request(suite, Optional.empty(), certify), listener);
  }

  private RunResult resume(SuiteSpec suite, Path kept) {
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

  private static String id(Behaviour behaviour) {
    return behaviour.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ForkResult only(RunResult run) {
    return run.cells().get(0).forks().get(0);
  }

  private static CellResult cell(RunResult run, Behaviour behaviour) {
    return run.cells().stream()
        .filter(cell -> cell.key().backend().equals(id(behaviour)))
        .findFirst()
        .orElseThrow();
  }
}
