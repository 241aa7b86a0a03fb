package backbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import backbench.random.PinnedRandom;
import backbench.stats.PairedDifference.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedDifferenceTest {

  private static final int RUNS = 2000;
  private static final double MARGIN = 0.005;
  private static final double STEP = 1e-4;

  @Test
  void theIntervalIsStudentsOfTheDifferencesWithinSeeds() {
    PairedDifference difference =
        PairedDifference.of(values(0.99, 0.98, 0.97), values(0.98, 0.98, 0.96), 0).orElseThrow();

    assertThat(difference.seeds()).isEqualTo(3);
    assertThat(difference.value()).isCloseTo(0.02 / 3, within(1e-12));
    // The standard error is 0.01 / 3, and t at 97.5% with 2 degrees of freedom is 4.302653.
    Interval interval = difference.interval().orElseThrow();
    assertThat(interval.width() / 2).isCloseTo(4.302653 * 0.01 / 3, within(1e-7));
    assertThat((interval.low() + interval.high()) / 2).isCloseTo(0.02 / 3, within(1e-12));
  }

  @Test
  void onlySeedsThatBothHaveCount() {
    Map<Long, Double> first = new TreeMap<>(Map.of(0L, 0.9, 1L, 0.8, 5L, 0.1));
    Map<Long, Double> second = new TreeMap<>(Map.of(1L, 0.7, 0L, 0.8, 7L, 0.2));

    PairedDifference difference = PairedDifference.of(first, second, 0).orElseThrow();

    assertThat(difference.seeds()).isEqualTo(2);
    assertThat(difference.value()).isCloseTo(0.1, within(1e-12));
    assertThat(PairedDifference.of(Map.of(1L, 0.5), Map.of(2L, 0.5), 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.1})
  void oneSeedShowsNothingHoweverAlikeAndHoweverWideTheMargin(double apart) {
    PairedDifference difference =
        PairedDifference.of(values(0.9 + apart), values(0.9), STEP).orElseThrow();

    assertThat(difference.interval()).isEmpty();
    assertThat(difference.within(MARGIN)).isEqualTo(Verdict.NOT_SHOWN);
    assertThat(difference.within(0.99)).isEqualTo(Verdict.NOT_SHOWN);
  }

  @Test
  void seedsThatAgreeToTheLastSampleProveNoMoreThanHalfASample() {
    Map<Long, Double> same = values(0.9, 0.92, 0.94);

    Interval interval =
        PairedDifference.of(same, same, 0.02).orElseThrow().interval().orElseThrow();

    assertThat(interval).isEqualTo(new Interval(-0.01, 0.01));
    assertThat(PairedDifference.of(same, same, 0.02).orElseThrow().within(MARGIN))
        .isEqualTo(Verdict.NOT_SHOWN);
    assertThat(PairedDifference.of(same, same, STEP).orElseThrow().within(MARGIN))
        .isEqualTo(Verdict.EQUIVALENT);
  }

  @Test
  void aSmallDifferenceThatIsSureIsEquivalentAndALargeOneDiffers() {
    Map<Long, Double> base = values(0.90, 0.91, 0.92, 0.93);
    assertThat(verdict(values(0.9021, 0.9119, 0.9220, 0.9320), base)).isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(values(0.8800, 0.8902, 0.8999, 0.9101), base)).isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict(values(0.8800, 0.9302, 0.9099, 0.9401), base)).isEqualTo(Verdict.NOT_SHOWN);
  }

  @Test
  void exchangingTheTwoTurnsTheIntervalOverAndKeepsTheVerdict() {
    for (int run = 0; run < 200; run++) {
      PinnedRandom random = PinnedRandom.stream(31, "exchange", run);
      int seeds = 2 + random.nextInt(5);
      Map<Long, Double> first = drawn(seeds, 0.9, 0.005, random);
      Map<Long, Double> second = drawn(seeds, 0.9, 0.005, random);
      PairedDifference there = PairedDifference.of(first, second, STEP).orElseThrow();
      PairedDifference back = PairedDifference.of(second, first, STEP).orElseThrow();

      assertThat(back.value()).isCloseTo(-there.value(), within(1e-12));
      assertThat(back.interval().orElseThrow().low())
          .isCloseTo(-there.interval().orElseThrow().high(), within(1e-12));
      assertThat(back.within(MARGIN)).isEqualTo(there.within(MARGIN));
    }
  }

  @Test
  void whatASeedDoesToBothCancels() {
    for (int run = 0; run < 200; run++) {
      PinnedRandom random = PinnedRandom.stream(32, "cancels", run);
      Map<Long, Double> first = drawn(4, 0.5, 0.01, random);
      Map<Long, Double> second = drawn(4, 0.5, 0.01, random);
      Map<Long, Double> luck = drawn(4, 0, 0.2, random);
      PairedDifference plain = PairedDifference.of(first, second, 0).orElseThrow();
      PairedDifference moved =
          PairedDifference.of(sum(first, luck), sum(second, luck), 0).orElseThrow();

      assertThat(moved.value()).isCloseTo(plain.value(), within(1e-12));
      assertThat(moved.interval().orElseThrow().width())
          .isCloseTo(plain.interval().orElseThrow().width(), within(1e-12));
    }
  }

  @ParameterizedTest(name = "{0} seeds, a true difference of {1}")
  @CsvSource({"2, 0", "3, 0", "5, 0.003", "10, 0.02"})
  void intervalsHoldTheTruth93To97TimesIn100(int seeds, double truth) {
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
      Interval interval = simulated(seeds, truth, 0.004, run).interval().orElseThrow();
      held += interval.contains(truth) ? 1 : 0;
    }
    assertThat(held / (double) RUNS).isBetween(0.93, 0.97);
  }

  @ParameterizedTest(name = "{0} seeds, sigma {1}")
  @CsvSource({"2, 0.0002", "2, 0.004", "3, 0.001", "3, 0.004", "5, 0.004", "10, 0.01"})
  void aDifferenceOfTheWholeMarginIsCalledEquivalentInAtMost25Of1000Runs(int seeds, double sigma) {
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
      wrong += simulated(seeds, MARGIN, sigma, run).within(MARGIN) == Verdict.EQUIVALENT ? 1 : 0;
    }
    // 2.5% nominal, and three standard errors of the simulation.
    assertThat(wrong / (double) RUNS).isLessThan(0.036);
  }

  @ParameterizedTest(name = "{0} seeds")
  @ValueSource(ints = {2, 3, 5, 10})
  void equalBackendsAreCalledDifferentInAtMost50Of1000Runs(int seeds) {
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
      wrong += simulated(seeds, 0, 0.01, run).within(MARGIN) == Verdict.DIFFERENT ? 1 : 0;
    }
    assertThat(wrong / (double) RUNS).isLessThan(0.065);
  }

  @Test
  void equalBackendsOfLittleScatterAreShownToBeEquivalentByThreeSeeds() {
    int shown = 0;
    for (int run = 0; run < RUNS; run++) {
      shown += simulated(3, 0, 0.001, run).within(MARGIN) == Verdict.EQUIVALENT ? 1 : 0;
    }
    assertThat(shown / (double) RUNS).isGreaterThan(0.85);
  }

  @Test
  void whatIsNoMarginNoStepOrNoNumberIsRefused() {
    PairedDifference fine = PairedDifference.of(values(1, 1), values(1, 1), 0).orElseThrow();
    assertThatThrownBy(() -> fine.within(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fine.within(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PairedDifference.of(values(1), values(1), -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PairedDifference.of(values(Double.NaN), values(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Draws two backends whose seeds scatter by 0.02 together and by sigma apart. */
  private static PairedDifference simulated(int seeds, double truth, double sigma, int run) {
    PinnedRandom random = PinnedRandom.stream(33, "simulated", run);
    Map<Long, Double> luck = drawn(seeds, 0.9, 0.02, random);
    Map<Long, Double> apart = drawn(seeds, truth, sigma, random);
    return PairedDifference.of(sum(luck, apart), luck, 0).orElseThrow();
  }

  private static Map<Long, Double> drawn(
      int seeds, double mean, double sigma, PinnedRandom random) {
    Map<Long, Double> drawn = new TreeMap<>();
    for (int seed = 0; seed < seeds; seed++) {
      drawn.put((long) seed, mean + sigma * random.nextGaussian());
    }
    return drawn;
  }

  private static Map<Long, Double> sum(Map<Long, Double> first, Map<Long, Double> second) {
    Map<Long, Double> sum = new TreeMap<>();
    first.forEach((seed, value) -> sum.put(seed, value + second.getOrDefault(seed, 0.0)));
    return sum;
  }

  private static Verdict verdict(Map<Long, Double> first, Map<Long, Double> second) {
    return PairedDifference.of(first, second, STEP).orElseThrow().within(MARGIN);
  }

  private static Map<Long, Double> values(double... bySeed) {
    Map<Long, Double> values = new TreeMap<>();
    for (int seed = 0; seed < bySeed.length; seed++) {
      values.put((long) seed, bySeed[seed]);
    }
    return values;
  }
}
