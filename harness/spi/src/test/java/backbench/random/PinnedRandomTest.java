package backbench.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PinnedRandomTest {

  @Test
  void theSequenceIsPinned() {
    PinnedRandom random = PinnedRandom.stream(1, "parameter conv1.weight");

    assertThat(new long[] {random.nextLong(), random.nextLong()})
        .containsExactly(-7595906921619205248L, -5736932805995764974L);
    assertThat(PinnedRandom.stream(1, "x").nextGaussian()).isEqualTo(-0.29635880808158066);
  }

  @Test
  void streamsOfOneSeedDiffer() {
    assertThat(PinnedRandom.stream(1, "a").nextLong())
        .isNotEqualTo(PinnedRandom.stream(1, "b").nextLong())
        .isNotEqualTo(PinnedRandom.stream(2, "a").nextLong());
    assertThat(PinnedRandom.stream(1, "a", 0).nextLong())
        .isNotEqualTo(PinnedRandom.stream(1, "a", 1).nextLong());
  }

  @Test
  void gaussiansHaveMeanZeroAndVarianceOne() {
    PinnedRandom random = new PinnedRandom(7);
    double[] draws = random(200_000, random);
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance = Arrays.stream(draws).map(x -> x * x).average().orElseThrow() - mean * mean;

    // Five standard errors: 1/sqrt(n) of the mean, sqrt(2/n) of the variance.
    assertThat(mean).isCloseTo(0, within(0.0112));
    assertThat(variance).isCloseTo(1, within(0.0158));
  }

  private static double[] random(int count, PinnedRandom random) {
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  @Test
  void boundedIntegersAreUniform() {
    PinnedRandom random = new PinnedRandom(3);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }

    // Chi-squared with 6 degrees of freedom: 27.9 is exceeded once in ten thousand.
    double chiSquared =
        Arrays.stream(counts).mapToDouble(c -> (c - 10_000.0) * (c - 10_000.0) / 10_000).sum();
    assertThat(chiSquared).isLessThan(27.9);
  }

  @Test
  void aShuffleKeepsEveryElement() {
    int[] values = IntStream.range(0, 1000).toArray();

    new PinnedRandom(5).shuffle(values);

    assertThat(values).isNotEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(Arrays.stream(values).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
  }

  @Test
  void aBoundBelowOneIsRefused() {
    assertThatThrownBy(() -> new PinnedRandom(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be at least 1, not 0");
  }
}
