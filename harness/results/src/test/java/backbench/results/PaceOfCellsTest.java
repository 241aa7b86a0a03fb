package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.plausibility.LeastWork;
import backbench.plausibility.Peak;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceOfCellsTest {

  /** A training sample needs 900 multiplications, a predicted one 300. */
  private static final CellResult CELL =
      SampleRun.cell("good", Status.INTERRUPTED, null, List.of());

  /** The fork trains 128 samples in 3.2 ms and predicts 200 in 22 ms. */
  private static final ForkResult FORK = SampleRun.fork(0, 1e-3);

  @Test
  void timesThatTheMachineCanReachAreRanked() {
    assertThat(judged(CELL, peak(2, 1e9)).status()).isEqualTo(Status.OK);
    assertThat(judged(CELL, peak(2, 9.1e6)).status()).isEqualTo(Status.OK);
  }

  @Test
  void aTrainingThatIsFasterThanTheMachineIsImplausible() {
    // 36 million multiplications a second, and a quarter of that is the least peak that passes.
    CellResult cell = judged(CELL, peak(2, 8.9e6));
    assertThat(cell.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(cell.reason())
        .isEqualTo(
            "training in epoch 1 is faster than 2 threads of this machine can be: 40,000 samples/s,"
                + " at most 9,889 at its peak of 0.0 billion multiply-adds/s");
    assertThat(cell.forks()).containsExactly(FORK);
  }

  @Test
  void aPredictionThatIsFasterThanTheMachineIsImplausible() {
    CellResult slowLearner = withLeast(new LeastWork(0, 0, 0), new LeastWork(300, 0, 0));
    assertThat(judged(slowLearner, peak(2, 7e5)).status()).isEqualTo(Status.OK);
    CellResult cell = judged(slowLearner, peak(2, 6.8e5));
    assertThat(cell.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(cell.reason())
        .startsWith("prediction is faster than")
        .contains("9,091 predictions/s");
  }

  @Test
  void readingFasterThanTheMachineIsImplausibleAsWell() {
    Peak slowMemory = new Peak(2, 1e12, List.of(new Peak.Read(1024, 1e5)));
    assertThat(judged(CELL, slowMemory).reason()).contains("0.0 GB/s from memory");
  }

  @Test
  void oneForkOfManyIsEnoughAndIsNamed() {
    List<ForkResult> forks = List.of(SampleRun.fork(0, 1), SampleRun.fork(1, 1e-3));
    CellResult cell = CELL.found(SampleRun.certificate(), forks, 2, List.of(peak(2, 8e6)));
    assertThat(cell.status()).isEqualTo(Status.IMPLAUSIBLE);
    assertThat(cell.reason()).startsWith("fork 2 of 2: training in epoch 1");
  }

  @Test
  void withoutACertificateTheTimesAreJudgedAsWell() {
    CellResult cell = CELL.found(null, List.of(FORK), 1, List.of(peak(2, 1)));
    assertThat(cell.status()).isEqualTo(Status.IMPLAUSIBLE);
  }

  @Test
  void whatIsNotKnownIsNotJudged() {
    assertThat(CELL.found(SampleRun.certificate(), List.of(FORK), 1, List.of()).status())
        .isEqualTo(Status.OK);
    assertThat(judged(CELL, peak(1, 1)).status())
        .as("a peak of other threads")
        .isEqualTo(Status.OK);
    assertThat(judged(withLeast(null), peak(2, 1)).status()).isEqualTo(Status.OK);
  }

  @Test
  void aGpuIsNotHeldAgainstTheProcessor() {
    CellKey.Configuration gpu = new CellKey.Configuration("good", null, Device.GPU, 2, Tuning.BEST);
    CellResult cell =
        new CellResult(
            CellKey.training("nin", gpu), 0, CELL.status(), null, CELL.subject(), null, List.of());
    assertThat(judged(cell, peak(2, 1)).status()).isEqualTo(Status.OK);
  }

  private static CellResult judged(CellResult cell, Peak peak) {
    return cell.found(SampleRun.certificate(), List.of(FORK), 1, List.of(peak));
  }

  private static Peak peak(int threads, double multiplyAdds) {
    return new Peak(threads, multiplyAdds, List.of());
  }

  private static CellResult withLeast(LeastWork training, LeastWork prediction) {
    return withLeast(new CellResult.LeastFacts(training, prediction));
  }

  private static CellResult withLeast(CellResult.LeastFacts least) {
    CellResult.NetworkFacts network = CELL.network();
    return new CellResult(
        CELL.key(),
        0,
        CELL.status(),
        null,
        new CellResult.Subject(
            new CellResult.NetworkFacts(
                network.id(),
                network.title(),
                network.graphDigest(),
                network.parameters(),
                network.trainable(),
                network.forwardFlops(),
                network.trainingFlops(),
                least),
            CELL.dataset(),
            CELL.recipe()),
        null,
        List.of());
  }
}
