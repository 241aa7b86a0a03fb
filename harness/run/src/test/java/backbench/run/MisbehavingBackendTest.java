package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.ResultSchema;
import backbench.toy.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests what becomes of a cell whose backend, worker or plugin goes wrong. */
class MisbehavingBackendTest extends ToyRuns {

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
    ForkResult fork = only(uncertified(Behaviour.SEGFAULTS));
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
    ForkResult fork = only(uncertified(Behaviour.OUT_OF_MEMORY));
    assertThat(fork.status()).isEqualTo(Status.OUT_OF_MEMORY);
    assertThat(fork.reason()).contains("OutOfMemoryError");
  }

  @Test
  void aLossThatIsNotANumberEndsTheForkAtItsStep() throws Exception {
    ForkResult fork = only(uncertified(Behaviour.NOT_FINITE));
    assertThat(fork.status()).isEqualTo(Status.NOT_FINITE);
    assertThat(fork.reason()).contains("NaN at step 4 of epoch 2");
  }

  @Test
  void anExceptionIsAFailureWithItsTrace() throws Exception {
    ForkResult fork = only(uncertified(Behaviour.STEP_THROWS));
    assertThat(fork.status()).isEqualTo(Status.FAILED);
    assertThat(fork.reason()).contains("no step today");
    assertThat(String.join("\n", fork.ending().logTail())).contains("ToyModel.misbehave");
  }

  @Test
  void rubbishOnTheChannelIsACrash() throws Exception {
    ForkResult fork = only(uncertified(Behaviour.GARBAGE));
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("is unreadable");
    assertThat(String.join("\n", fork.ending().logTail())).contains("rubbish on standard output");
  }

  @Test
  void aReportThatMakesNoSenseIsACrash() throws Exception {
    ForkResult fork = only(uncertified(Behaviour.FORGES));
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("the report of the worker makes no sense");
  }

  @Test
  void aJvmThatDoesNotStartIsQuoted() throws Exception {
    ForkResult fork = only(uncertified(Behaviour.LAUNCH_GIVES_BAD_FLAG));
    assertThat(fork.status()).isEqualTo(Status.CRASHED);
    assertThat(fork.reason()).contains("did not start", "Unrecognized VM option");
  }

  @Test
  void aWorkerThatPrintsWithoutEndIsStopped() throws Exception {
    ForkResult fork = only(uncertified(Behaviour.FLOODS));
    assertThat(fork.status()).isEqualTo(Status.FAILED);
    assertThat(fork.reason()).contains("printed more than");
  }

  @Test
  void anEngineThatDoesNotStartIsAFailure() throws Exception {
    ForkResult fork = only(uncertified(Behaviour.OPEN_THROWS));
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
}
