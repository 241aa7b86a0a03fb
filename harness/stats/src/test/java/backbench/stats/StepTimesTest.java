package backbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class StepTimesTest {

  @Test
  void percentilesAreOverAllEpochsOfTheFork() {
    Histogram first = histogram(LongStream.rangeClosed(1, 50));
    Histogram second = histogram(LongStream.rangeClosed(51, 100));
    assertThat(StepTimes.percentileSeconds(List.of(first, second), 50).orElseThrow())
        .isCloseTo(0.050, within(0.0001));
    assertThat(StepTimes.percentileSeconds(List.of(first, second), 99).orElseThrow())
        .isCloseTo(0.099, within(0.0001));
    assertThat(first.getTotalCount()).isEqualTo(50);
  }

  @Test
  void aForkWithoutStepsHasNoPercentile() {
    assertThat(StepTimes.percentileSeconds(List.of(), 50)).isEmpty();
  }

  private static Histogram histogram(LongStream millis) {
    Histogram histogram = new Histogram(3);
    millis.forEach(value -> histogram.recordValue(value * 1_000_000));
    return histogram;
  }
}
