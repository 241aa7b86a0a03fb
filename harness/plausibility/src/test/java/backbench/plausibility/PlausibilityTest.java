package backbench.plausibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.plausibility.Peak.Read;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlausibilityTest {

  /** A billion multiply-adds a second; 100 GB/s from a cache of a MiB, 10.0 GB/s from memory. */
  private static final Peak PEAK =
      new Peak(2, 1e9, List.of(new Read(1 << 20, 1e11), new Read(64 << 20, 1e10)));

  private static final LeastWork PRODUCTS = new LeastWork(1000, 0, 0);

  @Test
  void whatTheMachineCanDoIsPlausible() {
    // 100 samples need 100 µs at the peak.
    assertThat(Plausibility.objection("predictions", PRODUCTS, 100, 1000, 1e-3, PEAK)).isEmpty();
  }

  @Test
  void fourTimesTheMachineIsStillPlausibleAndMoreIsNot() {
    assertThat(Plausibility.objection("predictions", PRODUCTS, 100, 1000, 1.0e-3 / 3.99, PEAK))
        .isEmpty();
    assertThat(Plausibility.objection("predictions", PRODUCTS, 100, 1000, 1.0e-3 / 4.01, PEAK))
        .isPresent();
  }

  @Test
  void theObjectionSaysHowFastItWasAndHowFastItCouldBe() {
    assertThat(Plausibility.objection("predictions", PRODUCTS, 100, 147_400_000, 1, PEAK))
        .contains(
            "faster than 2 threads of this machine can be: 147,400,000 predictions/s, at most"
                + " 1,000,000 at its peak of 1.0 billion multiply-adds/s");
    LeastWork reading = new LeastWork(1, 99_999_000, 1000);
    Peak one = new Peak(1, 1e9, PEAK.reads());
    assertThat(Plausibility.objection("samples", reading, 1, 1000, 1, one))
        .contains(
            "faster than one thread of this machine can be: 1,000 samples/s, at most 100 at its"
                + " peak of 10.0 GB/s from memory");
  }

  @Test
  void aPeakIsSaidInWords() {
    assertThat(PEAK.inWords())
        .isEqualTo("2 threads: 1.0 billion multiply-adds/s, 10.0 GB/s from memory");
    assertThat(new Peak(1, 6e10, List.of()).inWords())
        .isEqualTo("one thread: 60.0 billion multiply-adds/s");
  }

  @Test
  void aLastBatchThatIsShortChangesNothing() {
    // 10 whole batches and one of a single sample, at four times the peak.
    assertThat(Plausibility.objection("samples", PRODUCTS, 100, 1001, 1.002e-3 / 4, PEAK))
        .isEmpty();
    assertThat(Plausibility.objection("samples", PRODUCTS, 100, 1001, 1.0e-3 / 4, PEAK))
        .isPresent();
  }

  @Test
  void aWorkingSetIsBoundedByTheLargestProbedThatIsNoLarger() {
    assertThat(PEAK.readSeconds(1000)).isZero();
    assertThat(PEAK.readSeconds(2 << 20)).isEqualTo((2 << 20) / 1e11);
    assertThat(PEAK.readSeconds(64 << 20)).isEqualTo((64 << 20) / 1e10);
  }

  @Test
  void whatDidNothingIsNotJudged() {
    assertThat(Plausibility.objection("samples", PRODUCTS, 100, 0, 0, PEAK)).isEmpty();
  }

  @Test
  void timesOfNothingAreImplausibleOnlyIfThereWasWork() {
    assertThat(Plausibility.objection("samples", PRODUCTS, 100, 100, 0, PEAK)).isPresent();
    assertThat(Plausibility.objection("samples", new LeastWork(0, 0, 0), 100, 100, 0, PEAK))
        .isEmpty();
  }

  @Test
  void aPeakOfNothingIsRefused() {
    assertThatThrownBy(() -> new Peak(0, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Peak(1, rate, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Read(1, rate)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Read(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
