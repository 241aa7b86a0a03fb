package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.ReportRun;
import backbench.results.RunResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {

  private static final Set<Status> NOT_AGAIN =
      EnumSet.of(Status.UNSUPPORTED, Status.UNAVAILABLE, Status.NOT_FINITE, Status.TIMED_OUT);

  private static CellResult cell(Status status, List<ForkResult> forks) {
    return SampleRun.cell("judged", status, null, forks);
  }

  private static CellResult measured(String backend) {
    return SampleRun.cell(backend, Status.OK, null, List.of(SampleRun.fork(0, 1e-3)));
  }

  private static Verdict of(CellResult... cells) {
    return Verdict.of(ReportRun.run(1, null, List.of(cells)));
  }

  private static final CellResult OK = measured("good");

  @Test
  void theExitCodesAreTheDocumentedOnes() {
    assertThat(Verdict.PASSED.exitCode()).isZero();
    assertThat(Verdict.CELL_FAILED.exitCode()).isEqualTo(1);
    assertThat(Verdict.INTERRUPTED.exitCode()).isEqualTo(130);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void aCellBesideAMeasuredOneFailsTheRunUnlessItWasNeverTried(Status status) {
    Verdict expected =
        Set.of(Status.OK, Status.UNSUPPORTED, Status.UNAVAILABLE).contains(status)
            ? Verdict.PASSED
            : Verdict.CELL_FAILED;
    assertThat(of(OK, cell(status, List.of()))).isEqualTo(expected);
    assertThat(of(cell(status, List.of()), OK)).isEqualTo(expected);
  }

  @Test
  void whatWasTriedAndIsNotThereFailsTheRun() {
    assertThat(of(OK, cell(Status.UNAVAILABLE, List.of(SampleRun.crashedFork()))))
        .isEqualTo(Verdict.CELL_FAILED);
  }

  @Test
  void aRunThatMeasuredNothingFails() {
    assertThat(of(OK)).isEqualTo(Verdict.PASSED);
    assertThat(of(cell(Status.UNSUPPORTED, List.of()))).isEqualTo(Verdict.CELL_FAILED);
    assertThat(of()).isEqualTo(Verdict.CELL_FAILED);
  }

  @Test
  void aRunWithoutAnEndIsInterruptedWhateverItFound() {
    RunResult whole = ReportRun.run(1, null, List.of(OK));
    assertThat(Verdict.of(whole.ended(null, List.of(OK)))).isEqualTo(Verdict.INTERRUPTED);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void onlyWhatEndsTheSameEachTimeIsNotTriedAgain(Status status) {
    assertThat(Verdict.worthRepeating(status)).isEqualTo(!NOT_AGAIN.contains(status));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void aResumedRunGivesUpTheCellsOfWhichNoForkIsWorthTrying(Status status) {
    ForkResult good = SampleRun.fork(0, 1e-3);
    ForkResult bad =
        new ForkResult(
            new ForkResult.Place(1, 1, 0),
            new ForkResult.Ending(status, "it is " + status, List.of()),
            good.launch(),
            null,
            null,
            good.resources(),
            good.outcome());
    RunResult found =
        ReportRun.run(
            3, null, List.of(OK, cell(Status.CRASHED, List.of(good, bad)), measured("good-too")));
    assertThat(Resumption.givenUp(found))
        .isEqualTo(NOT_AGAIN.contains(status) ? Set.of(1) : Set.of());
  }
}
