package backbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests formulas against values worked out by hand, and the bounds of what is asked. */
class StatedFormulasTest {

  private static final HierarchicalBootstrap BOOTSTRAP =
      HierarchicalBootstrap.standard().resampling(1, 1_000);

  /** Makes forks of one epoch in blocks of their own run, from 0. */
  private static List<ForkSample> cell(String run, double... means) {
    List<ForkSample> forks = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      forks.add(ForkSample.of(new Block(run, i), means[i]));
    }
    return forks;
  }

  @Test
  void anotherUnitScalesEveryNumberOfAnEstimate() {
    Estimate seconds = new Estimate(2, Optional.of(new Interval(1, 4)), 5, 0.5, 8);
    assertThat(seconds.times(1000))
        .isEqualTo(new Estimate(2000, Optional.of(new Interval(1000, 4000)), 5, 500, 8000));
    assertThat(new Estimate(2, Optional.empty(), 1, 2, 2).times(3))
        .isEqualTo(new Estimate(6, Optional.empty(), 1, 6, 6));
    for (double factor : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> seconds.times(factor)).hasMessageContaining("positive factor");
    }
  }

  @Test
  void aRateIsATimeUpsideDownWithItsBoundsExchanged() {
    Estimate seconds = new Estimate(2, Optional.of(new Interval(0.8, 4)), 5, 0.5, 8);
    assertThat(seconds.inverse())
        .isEqualTo(new Estimate(0.5, Optional.of(new Interval(0.25, 1.25)), 5, 0.125, 2));
    for (double smallest : new double[] {0, -1}) {
      Estimate none = new Estimate(2, Optional.empty(), 1, smallest, 2);
      assertThatThrownBy(none::inverse).hasMessageContaining("above zero");
    }
  }

  @Test
  void welchsDegreesOfFreedomAreThoseOfSatterthwaite() {
    // Variances 5/3 of four and 50 of two: 5/12 and 25 of the means.
    double sum = 5.0 / 12 + 25;
    assertThat(HierarchicalBootstrap.welchDegrees(new double[] {1, 2, 3, 4}, new double[] {10, 20}))
        .isCloseTo(sum * sum / (25.0 / 144 / 3 + 625), within(1e-12));
    // Of equal variances and sizes, those of the pool.
    assertThat(HierarchicalBootstrap.welchDegrees(new double[] {1, 2, 3}, new double[] {7, 8, 9}))
        .isCloseTo(4, within(1e-12));
    assertThat(HierarchicalBootstrap.welchDegrees(new double[] {1, 1, 1}, new double[] {2, 2}))
        .as("without any variance")
        .isEqualTo(3);
  }

  @Test
  void aBootstrapHasAHundredResamplesAndALevelAboveAHalf() {
    assertThat(BOOTSTRAP.resampling(2, 100).level()).isEqualTo(0.95);
    assertThatThrownBy(() -> BOOTSTRAP.resampling(2, 99)).hasMessageContaining("not 99");
    assertThat(BOOTSTRAP.atLevel(0.51).level()).isEqualTo(0.51);
    for (double level : new double[] {0.5, 1, 0, Double.NaN}) {
      assertThatThrownBy(() -> BOOTSTRAP.atLevel(level)).hasMessageContaining("between 0.5 and 1");
    }
  }

  @Test
  void aCellWithoutForksIsRefusedOnEitherSide() {
    for (List<List<ForkSample>> cells :
        List.of(
            List.of(List.<ForkSample>of(), cell("a", 1)),
            List.of(cell("a", 1), List.<ForkSample>of()))) {
      assertThatThrownBy(() -> BOOTSTRAP.ratio(cells.get(0), cells.get(1)))
          .hasMessage("a cell has at least one fork");
    }
  }

  @Test
  void forksArePairedFromTwoCommonBlocksOnOrIfThereIsOneEach() {
    assertThat(BOOTSTRAP.ratio(cell("a", 2, 4, 8), cell("a", 1, 2)))
        .satisfies(
            ratio -> {
              assertThat(ratio.pairing()).isEqualTo(Ratio.Pairing.BY_BLOCK);
              assertThat(ratio.units()).isEqualTo(2);
              assertThat(ratio.value()).isCloseTo(2, within(1e-12));
            });
    Ratio lone = BOOTSTRAP.ratio(cell("a", 3), cell("a", 2));
    assertThat(lone.pairing()).isEqualTo(Ratio.Pairing.BY_BLOCK);
    assertThat(lone.units()).isEqualTo(1);
    assertThat(lone.interval()).isEmpty();
    Ratio one = BOOTSTRAP.ratio(cell("a", 2, 8), cell("a", 1));
    assertThat(one.pairing()).as("of one common block").isEqualTo(Ratio.Pairing.NONE);
    assertThat(one.interval()).isEmpty();
    assertThat(one.units()).isEqualTo(1);
    assertThat(one.value()).isCloseTo(4, within(1e-12));
    assertThat(BOOTSTRAP.ratio(cell("b", 1), cell("a", 2, 8)).interval()).isEmpty();
    assertThat(BOOTSTRAP.ratio(cell("b", 1, 1.1), cell("a", 2, 8)).interval()).isPresent();
  }

  @Test
  void anIntervalOfCellsApartIsCentredWhereTheirMeansAre() {
    Ratio ratio = BOOTSTRAP.ratio(cell("b", 9.9, 10, 10.1), cell("a", 4.9, 5, 5.1));
    Interval interval = ratio.interval().orElseThrow();
    assertThat(ratio.value()).isCloseTo(2, within(0.01));
    // Both arms in proportion: the spread is alike on both sides.
    assertThat(interval.high() / ratio.value())
        .isCloseTo(ratio.value() / interval.low(), within(0.02));
    assertThat(interval.low()).isBetween(1.85, 1.99);
    assertThat(interval.high()).isBetween(2.01, 2.16);
  }

  @Test
  void theArmsOfThreeForksReachToTheLowestThreeTimesAndAreStretched() {
    // All three draws hit the lowest in 1 of 27: the outer quantile. Stretched by the root of 3/2,
    // and by 4.30265 / 1.95996: Student's t of two degrees of freedom over the normal quantile.
    Estimate estimate = HierarchicalBootstrap.standard().estimate(cell("a", 1, 2, 3), Scale.LINEAR);
    assertThat(estimate.value()).isEqualTo(2);
    assertThat(estimate.interval().orElseThrow().low()).isCloseTo(2 - 2.68865, within(1e-4));
    assertThat(estimate.interval().orElseThrow().high()).isCloseTo(2 + 2.68865, within(1e-4));
  }

  @Test
  void theArmsOfTwoPairsAreStretchedForOneDegreeOfFreedom() {
    // Ratios 2 and 8. The root of 2, and 12.70620 / 1.95996.
    Ratio ratio = BOOTSTRAP.ratio(cell("a", 6, 40), cell("a", 3, 5));
    assertThat(ratio.value()).isCloseTo(4, within(1e-12));
    assertThat(log2(ratio.interval().orElseThrow().low() / 4)).isCloseTo(-9.16817, within(1e-4));
    assertThat(log2(ratio.interval().orElseThrow().high() / 4)).isCloseTo(9.16817, within(1e-4));
  }

  @Test
  void theArmsOfCellsApartAddUpAndAreStretchedForWelchsDegreesOfFreedom() {
    // Each cell lies a factor of 2 about its mean. Twice the root of 2, and 4.30265 / 1.95996.
    Ratio ratio = BOOTSTRAP.ratio(cell("b", 2, 8), cell("a", 1, 4));
    assertThat(ratio.value()).isCloseTo(2, within(1e-12));
    assertThat(log2(ratio.interval().orElseThrow().low() / 2)).isCloseTo(-6.20916, within(1e-4));
    assertThat(log2(ratio.interval().orElseThrow().high() / 2)).isCloseTo(6.20916, within(1e-4));
  }

  @Test
  void epochsAreDrawnAgainWithinTheirFork() {
    List<ForkSample> alike =
        List.of(
            new ForkSample(new Block("a", 0), List.of(1.0, 3.0)),
            new ForkSample(new Block("a", 1), List.of(1.0, 3.0)));
    Interval interval = BOOTSTRAP.estimate(alike, Scale.LINEAR).interval().orElseThrow();
    // All four draws hit the lower epoch in 1 of 16.
    assertThat(interval.low()).isCloseTo(2 - 9.16817, within(1e-4));
    assertThat(interval.high()).isCloseTo(2 + 9.16817, within(1e-4));
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  @Test
  void rankingTakesUpTo26Cells() {
    List<List<ForkSample>> cells = new ArrayList<>();
    for (int i = 0; i < Ranking.MOST_CELLS; i++) {
      cells.add(cell("a", 1));
    }
    assertThat(Ranking.lowestFirst(cells, BOOTSTRAP)).hasSize(26);
    cells.add(cell("a", 1));
    assertThatThrownBy(() -> Ranking.lowestFirst(cells, BOOTSTRAP))
        .hasMessage("up to 26 cells are ranked, not 27");
  }

  private static double[] times(double factor, double... values) {
    return DoubleStream.of(values).map(value -> factor * value).toArray();
  }

  /** Finds a factor at which two cells differ at one level and not at another. */
  private static double factor(DoublePredicate fits) {
    return DoubleStream.iterate(1.0001, each -> each < 2, each -> 1 + (each - 1) * 1.004)
        .filter(fits)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pairsAreComparedAtTheLevelThatAllOfThemTogetherHave() {
    double[] some = {1, 1.05, 0.98, 1.02};
    double[] like = {1.01, 1.03, 1, 1.01};
    HierarchicalBootstrap three = BOOTSTRAP.atLevel(1 - 0.05 / 3);
    HierarchicalBootstrap four = BOOTSTRAP.atLevel(1 - 0.05 / 4);
    List<ForkSample> first = cell("a", some);
    double apart =
        factor(
            f ->
                three.ratio(first, cell("a", times(f, like))).differs()
                    && !four.ratio(first, cell("a", times(f, like))).differs());
    List<ForkSample> second = cell("a", times(apart, like));
    assertThat(Ranking.lowestFirst(List.of(first, second, cell("a", times(50, some))), BOOTSTRAP))
        .extracting(Rank::place)
        .containsExactly(1, 2, 3);
    HierarchicalBootstrap two = BOOTSTRAP.atLevel(1 - 0.05 / 2);
    double together =
        factor(
            f ->
                two.ratio(first, cell("a", times(f, like))).differs()
                    && !three.ratio(first, cell("a", times(f, like))).differs());
    assertThat(
            Ranking.lowestFirst(
                List.of(cell("a", times(50, some)), cell("a", times(together, like)), first),
                BOOTSTRAP))
        .extracting(Rank::place)
        .containsExactly(3, 1, 1);
  }

  @Test
  void lettersGoOnBehindTheAlphabet() {
    // Five pairs that differ, and nothing else does: a group takes one of each pair.
    int pairs = 5;
    boolean[][] better = new boolean[2 * pairs][2 * pairs];
    for (int k = 0; k < pairs; k++) {
      better[2 * k][2 * k + 1] = true;
    }
    List<Set<String>> letters =
        Ranking.fromComparisons(better).stream()
            .map(
                rank ->
                    Pattern.compile("[a-z][0-9]*")
                        .matcher(rank.groups())
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet()))
            .toList();
    Set<String> all = new HashSet<>();
    letters.forEach(all::addAll);
    Set<String> expected = new HashSet<>();
    for (int group = 0; group < 32; group++) {
      expected.add((char) ('a' + group % 26) + (group < 26 ? "" : "1"));
    }
    assertThat(all).isEqualTo(expected);
    for (int i = 0; i < letters.size(); i++) {
      assertThat(letters.get(i)).hasSize(16);
      for (int j = i + 1; j < letters.size(); j++) {
        Set<String> shared = new HashSet<>(letters.get(i));
        shared.retainAll(letters.get(j));
        assertThat(shared.isEmpty()).isEqualTo(better[i][j]);
      }
    }
  }

  @Test
  void theLettersRunFromTheGroupOfTheBestPlaced() {
    // 2 is better than 0, and 1 is like both.
    boolean[][] better = new boolean[3][3];
    better[2][0] = true;
    assertThat(Ranking.fromComparisons(better))
        .containsExactly(new Rank(2, "b"), new Rank(1, "ab"), new Rank(1, "a"));
  }

  @Test
  void aGroupWithABetterBestIsFirstEvenIfItsOthersAreWorse() {
    // 0 is better than 1 and 1 than 2, and 0 and 2 cannot be told apart.
    boolean[][] better = new boolean[3][3];
    better[0][1] = true;
    better[1][2] = true;
    assertThat(Ranking.fromComparisons(better))
        .containsExactly(new Rank(1, "a"), new Rank(2, "b"), new Rank(2, "a"));
  }

  @Test
  void amongGroupsOfEquallyGoodBestsTheOneOfFewerBadPlacesIsFirst() {
    // 0 and 1 are alike and best; 0 is better than 2 and 3, 1 than 3 alone.
    boolean[][] better = new boolean[4][4];
    better[0][2] = true;
    better[0][3] = true;
    better[1][3] = true;
    better[2][3] = true;
    List<Rank> ranks = Ranking.fromComparisons(better);
    assertThat(ranks)
        .containsExactly(new Rank(1, "a"), new Rank(1, "ab"), new Rank(2, "b"), new Rank(4, "c"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 100})
  void theEndsOfADistributionArePercentiles(double percentile) {
    Histogram histogram = new Histogram(3);
    histogram.recordValue(1_000_000_000);
    assertThat(StepTimes.percentileSeconds(List.of(histogram), percentile).orElseThrow())
        .isCloseTo(1, within(0.001));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 100.1, Double.NaN})
  void whatIsBeyondThemIsNot(double percentile) {
    assertThatThrownBy(() -> StepTimes.percentileSeconds(List.of(), percentile))
        .hasMessageContaining("from 0 to 100");
  }

  @Test
  void anIntervalRunsUpwardsAndContainsItsBounds() {
    Interval interval = new Interval(1, 3);
    assertThat(Arrays.asList(0.9, 1.0, 3.0, 3.1).stream().map(interval::contains))
        .containsExactly(false, true, true, false);
    assertThat(interval.width()).isEqualTo(2);
    assertThatThrownBy(() -> new Interval(2, 1)).hasMessageContaining("runs upwards");
    assertThat(new Interval(2, 2).width()).isZero();
  }

  private static PairedDifference.Verdict within5(double low, double high) {
    return new PairedDifference(low, Optional.of(new Interval(low, high)), 5).within(0.005);
  }

  @Test
  void aDifferenceIsEquivalentOnlyWithinTheMarginOnBothSides() {
    assertThat(within5(-0.0049, 0.0049)).isEqualTo(PairedDifference.Verdict.EQUIVALENT);
    assertThat(within5(-0.005, 0.001)).isEqualTo(PairedDifference.Verdict.NOT_SHOWN);
    assertThat(within5(-0.001, 0.005)).isEqualTo(PairedDifference.Verdict.NOT_SHOWN);
    assertThat(within5(0.001, 0.005)).isEqualTo(PairedDifference.Verdict.DIFFERENT);
    assertThat(within5(-0.009, -0.001)).isEqualTo(PairedDifference.Verdict.DIFFERENT);
    assertThat(new PairedDifference(0, Optional.empty(), 1).within(1))
        .isEqualTo(PairedDifference.Verdict.NOT_SHOWN);
    assertThatThrownBy(() -> new PairedDifference(0, Optional.empty(), 1).within(0))
        .hasMessageContaining("above 0");
  }

  @Test
  void samplesAreFiniteAndThereIsOne() {
    assertThatThrownBy(() -> new ForkSample(new Block("a", 0), List.of()))
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> ForkSample.of(new Block("a", 0), Double.NaN))
        .hasMessageContaining("finite");
    assertThat(new ForkSample(new Block("a", 0), List.of(1.0, 5.0)).mean()).isEqualTo(3);
  }
}
