package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CertificateResult.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what a cell is, given its forks and its certificate. */
class CellStatusTest {

  private static final ClockCheck WORKS_ON =
      new ClockCheck(new ClockCheck.Trailing(4, 4, 1, 0.5, true), null);
  private static final CertificateResult PASSED = SampleRun.certificate();

  /** Of a machine of which nothing is known. */
  private static final CellStatus.Pace UNKNOWN = pace();

  private static CellStatus.Pace pace() {
    CellResult cell = SampleRun.cell("good", Status.INTERRUPTED, null, List.of());
    return new CellStatus.Pace(cell.key(), cell.subject(), List.of());
  }

  private static ForkResult fork(int fork, Status status, @Nullable ClockCheck clock) {
    ForkResult like = SampleRun.fork(fork, 1e-3);
    TrainingOutcome found = like.training();
    return LearnedRun.with(
        like,
        like.place(),
        new ForkResult.Ending(status, status == Status.OK ? null : "it is " + status, List.of()),
        new TrainingOutcome(
            found.digests(),
            found.untrained(),
            found.warmup(),
            found.epochs(),
            found.confusion(),
            found.sampled(),
            found.predictions(),
            clock));
  }

  /** Makes forks that ended like this, in order. */
  private static List<ForkResult> forks(Status... statuses) {
    List<ForkResult> forks = new ArrayList<>();
    for (Status status : statuses) {
      forks.add(fork(forks.size(), status, null));
    }
    return forks;
  }

  private static CertificateResult certificate(@Nullable String problem, Check... checks) {
    return CertificateResult.of(
        problem,
        new CertificateResult.Making(Instant.EPOCH, 1, false),
        new CertificateResult.Subject("a", "b", "c"),
        List.of(),
        List.of(checks));
  }

  private static CellStatus of(List<ForkResult> forks, @Nullable CertificateResult certificate) {
    return CellStatus.of(forks, forks.size(), certificate, UNKNOWN);
  }

  @Test
  void aCellIsAsBadAsItsWorstFork() {
    assertThat(of(forks(Status.OK, Status.CRASHED, Status.TIMED_OUT), PASSED))
        .isEqualTo(new CellStatus(Status.CRASHED, "fork 2 of 3: it is CRASHED"));
    assertThat(of(forks(Status.TIMED_OUT, Status.NOT_FINITE, Status.OK), PASSED))
        .isEqualTo(new CellStatus(Status.TIMED_OUT, "fork 1 of 3: it is TIMED_OUT"));
  }

  @ParameterizedTest
  @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "OK")
  void oneBadForkAmongGoodOnesIsTheCellsStatus(Status status) {
    assertThat(of(forks(Status.OK, Status.OK, status), PASSED))
        .isEqualTo(new CellStatus(status, "fork 3 of 3: it is " + status));
  }

  @Test
  void aBadForkCountsBeforeForksThatAreMissing() {
    assertThat(CellStatus.of(forks(Status.TIMED_OUT), 5, PASSED, UNKNOWN))
        .isEqualTo(new CellStatus(Status.TIMED_OUT, "fork 1 of 5: it is TIMED_OUT"));
  }

  @Test
  void theOnlyForkIsNotNumbered() {
    assertThat(of(forks(Status.FAILED), PASSED))
        .isEqualTo(new CellStatus(Status.FAILED, "it is FAILED"));
  }

  @Test
  void aCellOfFewerForksThanPlannedIsInterrupted() {
    assertThat(CellStatus.of(forks(Status.OK, Status.OK), 3, PASSED, UNKNOWN))
        .isEqualTo(new CellStatus(Status.INTERRUPTED, "2 of 3 forks were measured"));
    assertThat(CellStatus.of(List.of(), 1, null, UNKNOWN).status()).isEqualTo(Status.INTERRUPTED);
  }

  @Test
  void aCellWhoseForksAndCertificateAreWellIsOk() {
    assertThat(of(forks(Status.OK, Status.OK), PASSED)).isEqualTo(new CellStatus(Status.OK, null));
  }

  @Test
  void withoutACertificateACellIsUncertified() {
    assertThat(of(forks(Status.OK), null))
        .isEqualTo(new CellStatus(Status.UNCERTIFIED, "no certificate was made"));
    assertThat(of(forks(Status.OK), certificate("it crashed")))
        .isEqualTo(new CellStatus(Status.UNCERTIFIED, "no certificate could be made: it crashed"));
  }

  @Test
  void aCellWhoseCertificateFailedIsWrongByItsFirstRuleThatFailed() {
    Check holds = new Check("N1", "logits", 1e-7, 1e-5, true, "");
    Check first = new Check("N3", "gradients", 1, 1e-5, false, "conv1 is off");
    Check second = new Check("N4", "parameters", 1, 1e-5, false, "dense is off");
    assertThat(of(forks(Status.OK), certificate(null, holds, first, second)))
        .isEqualTo(
            new CellStatus(
                Status.WRONG, "the certificate failed: rule N3, gradients: conv1 is off"));
    assertThat(of(forks(Status.OK), certificate(null)))
        .isEqualTo(new CellStatus(Status.WRONG, "the certificate failed: nothing was compared"));
  }

  @Test
  void timesThatAreNotThoseOfTheWorkAreImplausibleCertifiedOrNot() {
    List<ForkResult> forks =
        List.of(
            fork(0, Status.OK, null),
            fork(1, Status.OK, SampleRun.fork(1, 1e-3).training().clock()),
            fork(2, Status.OK, WORKS_ON));
    for (CertificateResult certificate : new CertificateResult[] {PASSED, null}) {
      CellStatus status = of(forks, certificate);
      assertThat(status.status()).isEqualTo(Status.IMPLAUSIBLE);
      assertThat(status.reason()).startsWith("fork 3 of 3: work runs on");
    }
  }

  @Test
  void anotherNetworkIsWrongHoweverFast() {
    Check failed = new Check("N1", "logits", 1, 1e-5, false, "");
    assertThat(of(List.of(fork(0, Status.OK, WORKS_ON)), certificate(null, failed)).status())
        .isEqualTo(Status.WRONG);
  }

  @Test
  void whatIsFoundOfACellThatCouldNotRunChangesNothingOfItsStatus() {
    CellResult absent =
        new CellResult(
            SampleRun.cell("good", Status.OK, null, List.of()).key(),
            0,
            Status.UNAVAILABLE,
            "no build for this platform",
            SampleRun.cell("good", Status.OK, null, List.of()).subject(),
            null,
            List.of());
    CellResult found = absent.found(PASSED, forks(Status.OK), 1, List.of());
    assertThat(found.status()).isEqualTo(Status.UNAVAILABLE);
    assertThat(found.reason()).isEqualTo("no build for this platform");
    assertThat(found.certificate()).isEqualTo(PASSED);
    assertThat(found.forks()).hasSize(1);
  }

  @Test
  void theMeasuredForksAreThoseThatEndedWell() {
    CellResult cell =
        SampleRun.cell("good", Status.CRASHED, PASSED, forks(Status.OK, Status.CRASHED, Status.OK));
    assertThat(cell.measuredForks()).extracting(ForkResult::fork).containsExactly(0, 2);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void whatIsRankedAndWhatIsMeasuredIsSaidOfEachStatus(Status status) {
    assertThat(status.ranked()).isEqualTo(status == Status.OK);
    assertThat(status.measured())
        .isEqualTo(
            List.of(Status.OK, Status.UNCERTIFIED, Status.WRONG, Status.IMPLAUSIBLE)
                .contains(status));
    assertThat(status.worse(Status.OK)).isEqualTo(status);
    assertThat(Status.OK.worse(status)).isEqualTo(status);
    assertThat(status.worse(Status.CRASHED)).isEqualTo(Status.CRASHED);
  }
}
