package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.spi.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownLogitsTest {

  @Test
  void aDifferenceIsAShareOfTheSamplesLargestLogitOrOfOne() {
    KnownLogits known = new KnownLogits(2, 3);
    known.add(logits(10, -20, 0.1f, 0.2f));
    known.add(logits(1, 1));

    assertThat(known.samples()).isEqualTo(3);
    assertThat(known.difference(logits(10, -19), new int[] {0})).isEqualTo(0.05);
    assertThat(known.difference(logits(0.1f, 0.7f), new int[] {1})).isCloseTo(0.5, within(1e-6));
    assertThat(known.difference(logits(1, 1, 10, -20), new int[] {2, 0})).isZero();
  }

  @Test
  void whatIsNotANumberIsInfinitelyFar() {
    KnownLogits known = new KnownLogits(2, 1);
    known.add(logits(1, 2));
    assertThat(known.difference(logits(Float.NaN, 2), new int[] {0}))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void ofManySamplesTheFirstAreKnown() {
    KnownLogits known = new KnownLogits(1 << 19, 100);
    known.add(new Tensor(List.of(3, 1 << 19), new float[3 << 19]));
    assertThat(known.samples()).isEqualTo(2);
  }

  private static Tensor logits(float... values) {
    return new Tensor(List.of(values.length / 2, 2), values);
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }
}
