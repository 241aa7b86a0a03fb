package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.worker.wire.Event;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class StopwatchTest {

  @Test
  void theDistributionHoldsEveryTimeToThreeDigits() throws Exception {
    Stopwatch stopwatch = new Stopwatch(2);
    stopwatch.record(1_000);
    stopwatch.record(2_000_000_000);
    stopwatch.record(5_000_000_000_000L);
    Event.Times times = stopwatch.times();
    Histogram histogram =
        Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(times.histogram()), 0);
    assertThat(times.count()).isEqualTo(3);
    assertThat(histogram.getTotalCount()).isEqualTo(3);
    assertThat((double) histogram.getMaxValue()).isCloseTo(5e12, within(0.001));
    assertThat(stopwatch.totalSeconds()).isEqualTo(5_002.000001);
  }

  @Test
  void onlyAsManyTimesAsExpectedAreKeptRaw() {
    Stopwatch stopwatch = new Stopwatch(1);
    stopwatch.record(1);
    stopwatch.record(2);
    assertThat(stopwatch.times().rawCount()).isEqualTo(1);
  }

  private static org.assertj.core.data.Percentage within(double fraction) {
    return org.assertj.core.data.Percentage.withPercentage(100 * fraction);
  }
}
