package backbench.plausibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.plausibility.Peak.Read;
import org.junit.jupiter.api.Test;

class PeakProbeTest {

  @Test
  void aPeakIsMeasuredAndMakesSense() throws InterruptedException {
    Peak peak = PeakProbe.measure(2);
    assertThat(peak.threads()).isEqualTo(2);
    // No processor with vectors makes less than one multiply-add a nanosecond, none a million.
    assertThat(peak.multiplyAddsPerSecond()).isBetween(1e9, 1e15);
    assertThat(peak.reads()).extracting(Read::bytes).isSorted().last().isEqualTo(64L << 20);
    assertThat(peak.reads())
        .extracting(Read::bytesPerSecond)
        .allSatisfy(rate -> assertThat(rate).isBetween(1e8, 1e15));
  }

  @Test
  void aSmallerWorkingSetIsNoSlowerThanALarger() {
    Peak peak = PeakProbe.peak(1, new double[] {1, 5, 30, 20, 10});
    assertThat(peak.reads())
        .extracting(Read::bytesPerSecond)
        .containsExactly(30.0, 30.0, 20.0, 10.0);
  }

  @Test
  void manyThreadsShareTheMemoryThatOneReads() {
    for (int threads : new int[] {1, 2, 16, 64, 1000, 100_000}) {
      assertThat(PeakProbe.sizes(threads))
          .as("%d threads", threads)
          .isSorted()
          .allSatisfy(bytes -> assertThat((long) bytes * threads).isLessThanOrEqualTo(64L << 20));
    }
    assertThat(PeakProbe.sizes(1)).hasSize(4);
    assertThat(PeakProbe.sizes(100_000)).isEmpty();
  }

  @Test
  void processorsWithUnitsThatJavaDoesNotReachAreNotMeasured() {
    assertThatThrownBy(() -> PeakProbe.requireReachable("Mac OS X", "aarch64"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("matrix unit");
    PeakProbe.requireReachable("Mac OS X", "x86_64");
    PeakProbe.requireReachable("Linux", "aarch64");
  }
}
