package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.results.samples.Latencies;
import backbench.results.samples.PredictResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests what is reckoned from the times of an epoch and of predictions. */
class MeasuredTimesTest {

  private static final Latencies NONE = SampleRun.latencies(1_000);

  private static EpochResult epoch(@Nullable Double close, @Nullable Double otherWaits) {
    return new EpochResult(
        1,
        300,
        3,
        new EpochResult.Seconds(2, 0.5, close, 9.0, otherWaits, 7.0),
        new EpochResult.Losses(1.5, List.of(2.0)),
        NONE,
        new EpochResult.Evaluations(null, null, null));
  }

  @Test
  void theLoopIsStagingSteppingAndReleasingWithoutWaiting() {
    assertThat(epoch(0.25, 0.125).loopSeconds()).isEqualTo(2.75);
    assertThat(epoch(0.25, 0.125).seconds().handing()).isEqualTo(0.75);
    assertThat(epoch(null, null).loopSeconds()).as("from before it was apart").isEqualTo(2.5);
  }

  @Test
  void throughputIsThatOfTheLoop() {
    assertThat(epoch(0.5, 1.0).samplesPerSecond()).isEqualTo(100);
  }

  @Test
  void theWaitIsAShareOfTheWholePassWithoutTheFirst() {
    assertThat(epoch(0.5, 1.0).waitShare()).hasValueCloseTo(0.25, within(1e-15));
    assertThat(epoch(0.5, null).waitShare()).isEmpty();
  }

  @Test
  void theTimeOfPredictionsIsThatOfTheirWholeLoop() {
    assertThat(new PredictResult(10, 20, 2, 0.5, NONE).loopSeconds()).isEqualTo(2.5);
    assertThat(new PredictResult(10, 20, 2, null, NONE).loopSeconds()).isEqualTo(2);
  }

  @Test
  void anEpochHandsOutWhatItHolds() {
    EpochResult like = SampleRun.fork(0, 1e-3).training().epochs().get(0);
    assertThat(like.meanLoss()).isEqualTo(2.1);
    assertThat(like.test()).isEqualTo(new Evaluation(100, 90, 0.4, 0.01));
    assertThat(like.validation()).isNull();
    assertThat(like.train()).isEqualTo(new Evaluation(128, 120, 0.3, 0.01));
  }
}
