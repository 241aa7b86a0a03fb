package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.results.ClockCheck.Predictions;
import backbench.results.ClockCheck.Trailing;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockCheckTest {

  private static final Trailing STILL = new Trailing(5, 0, 0.01, 0, false);
  private static final Trailing WORKS_ON = new Trailing(11, 11, 0.01, 0.0075, true);

  @Test
  void nothingSpeaksAgainstWhatIsStillAndAgrees() {
    assertThat(new ClockCheck(STILL, new Predictions(10, 0.01)).problem()).isEmpty();
    assertThat(new ClockCheck(null, null).problem()).isEmpty();
  }

  @Test
  void workThatRunsOnIsSaidWithWhatItSaves() {
    assertThat(new ClockCheck(WORKS_ON, new Predictions(10, 0)).problem())
        .contains(
            "work runs on after a step has returned: after a pause the next loop is 75% shorter"
                + " (in 11 of 11 pairs)");
  }

  @Test
  void predictionsOfAnotherNetworkAreSaidWithTheirDifference() {
    assertThat(new ClockCheck(STILL, new Predictions(10, 0.011)).problem().orElseThrow())
        .startsWith(
            "the timed predictions are not those of the evaluation: logits differ by 0.011");
    assertThat(new ClockCheck(STILL, new Predictions(10, Double.NaN)).problem()).isPresent();
  }

  @Test
  void aVerdictThatDoesNotFollowFromItsPairsIsRefused() {
    assertThatThrownBy(() -> new Trailing(10, 5, 0.01, 0.001, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Trailing(1, 2, 0.01, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCellWithOneImplausibleForkIsImplausibleUnlessItIsWrong() {
    ForkResult well = SampleRun.fork(0, 1e-3);
    ForkResult fast = with(SampleRun.fork(1, 1e-3), new ClockCheck(WORKS_ON, null));

    CellResult cell =
        SampleRun.cell("good", Status.INTERRUPTED, null, List.of())
            .found(SampleRun.certificate(), List.of(well, fast), 2, List.of());

    assertThat(cell.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(cell.reason()).startsWith("fork 2 of 2: work runs on");
    assertThat(cell.status().ranked()).isFalse();
    assertThat(cell.status().measured()).isTrue();
  }

  private static ForkResult with(ForkResult fork, ClockCheck clock) {
    TrainingOutcome found = fork.training();
    return LearnedRun.with(
        fork,
        fork.place(),
        fork.ending(),
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
}
