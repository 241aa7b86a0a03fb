package backbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import backbench.random.PinnedRandom;
import backbench.stats.Ratio.Pairing;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HierarchicalBootstrapTest {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  @Test
  void oneForkHasNoInterval() {
    Estimate estimate =
        BOOTSTRAP.estimate(
            List.of(new ForkSample(block(0), List.of(1.0, 1.1, 0.9, 1.2))), Scale.LOGARITHMIC);
    assertThat(estimate.interval()).isEmpty();
    assertThat(estimate.forks()).isEqualTo(1);
    assertThat(estimate.value()).isCloseTo(1.05, within(1e-12));
  }

  @Test
  void oneForkEachGivesARatioWithoutAnInterval() {
    Ratio ratio = BOOTSTRAP.ratio(cell(2), cell(1));
    assertThat(ratio).isEqualTo(new Ratio(2, ratio.interval(), 1, Pairing.BY_BLOCK));
    assertThat(ratio.interval()).isEmpty();
    assertThat(ratio.differs()).isFalse();
  }

  @Test
  void theSameSamplesGiveTheSameInterval() {
    List<ForkSample> cell = cell(1.0, 1.2, 0.9, 1.1);
    assertThat(BOOTSTRAP.estimate(cell, Scale.LOGARITHMIC))
        .isEqualTo(HierarchicalBootstrap.standard().estimate(cell, Scale.LOGARITHMIC));
  }

  @Test
  void theEstimateIsTheMeanOverForksAndNotOverEpochs() {
    List<ForkSample> cell =
        List.of(
            new ForkSample(block(0), List.of(1.0)),
            new ForkSample(block(1), List.of(3.0, 3.0, 3.0)));
    assertThat(BOOTSTRAP.estimate(cell, Scale.LINEAR).value()).isEqualTo(2);
    assertThat(BOOTSTRAP.estimate(cell, Scale.LOGARITHMIC).value())
        .isCloseTo(Math.sqrt(3), within(1e-12));
  }

  @Test
  void moreEpochsOfOneForkDoNotNarrowTheInterval() {
    List<ForkSample> few = List.of(fork(0, 1.0, 1), fork(1, 1.3, 1), fork(2, 1.1, 1));
    List<ForkSample> many = List.of(fork(0, 1.0, 50), fork(1, 1.3, 50), fork(2, 1.1, 50));
    double narrow = BOOTSTRAP.estimate(many, Scale.LOGARITHMIC).interval().orElseThrow().width();
    double wide = BOOTSTRAP.estimate(few, Scale.LOGARITHMIC).interval().orElseThrow().width();
    assertThat(narrow).isCloseTo(wide, within(0.15 * wide));
  }

  @Test
  void equalForksGiveAnIntervalOfWidthZeroThatHoldsTheEstimate() {
    Estimate estimate = BOOTSTRAP.estimate(cell(0.3, 0.3, 0.3), Scale.LOGARITHMIC);
    assertThat(estimate.value()).isEqualTo(0.3);
    assertThat(estimate.interval().orElseThrow().contains(0.3)).isTrue();
    assertThat(estimate.interval().orElseThrow().width()).isLessThan(1e-15);
  }

  @Test
  void estimatesLieInsideTheirIntervalsAndScaleWithTheUnit() {
    for (int run = 0; run < 50; run++) {
      PinnedRandom random = PinnedRandom.stream(3, "scaling", run);
      Simulated simulated = new Simulated(2 + run % 5, 1 + run % 3, 0.2, 0.1, 0);
      List<ForkSample> seconds = simulated.cell(2, simulated.drift(random), random);
      List<ForkSample> millis =
          seconds.stream()
              .map(
                  fork ->
                      new ForkSample(
                          fork.block(), fork.epochs().stream().map(e -> e * 1000).toList()))
              .toList();
      Estimate first = BOOTSTRAP.estimate(seconds, Scale.LOGARITHMIC);
      Estimate second = BOOTSTRAP.estimate(millis, Scale.LOGARITHMIC);
      assertThat(first.interval().orElseThrow().contains(first.value())).isTrue();
      assertThat(second.value()).isCloseTo(first.value() * 1000, within(1e-9 * second.value()));
      assertThat(second.interval().orElseThrow().low())
          .isCloseTo(first.interval().orElseThrow().low() * 1000, within(1e-9 * second.value()));
    }
  }

  @Test
  void driftOfTheMachineCancelsWithinBlocks() {
    List<ForkSample> slow = cell(2.0, 6.1, 3.9, 2.1);
    List<ForkSample> fast = cell(1.0, 3.0, 2.0, 1.0);
    Ratio paired = BOOTSTRAP.ratio(slow, fast);
    Ratio apart = BOOTSTRAP.ratio(slow, ofRun("another", fast));
    assertThat(paired.pairing()).isEqualTo(Pairing.BY_BLOCK);
    assertThat(paired.interval().orElseThrow().width()).isLessThan(0.2);
    assertThat(apart.pairing()).isEqualTo(Pairing.NONE);
    assertThat(apart.interval().orElseThrow().width()).isGreaterThan(1);
  }

  @Test
  void blocksOfTwoRunsAreNeverPairedWhateverTheirNumbers() {
    assertThat(BOOTSTRAP.ratio(cell(2), ofRun("another", cell(1))).pairing())
        .isEqualTo(Pairing.NONE);
    // One block of this run, and one of another, of which the second cell has a fork too.
    List<ForkSample> mixed =
        List.of(cell(2.0, 2.1).get(0), ofRun("another", cell(2.0, 2.1)).get(1));
    assertThat(BOOTSTRAP.ratio(mixed, cell(1.0, 1.1)).pairing()).isEqualTo(Pairing.NONE);
  }

  @Test
  void forksOfBlocksThatOnlyOneCellHasAreLeftOutOfAPairedRatio() {
    Ratio ratio = BOOTSTRAP.ratio(cell(2.0, 4.0, 2.0, 100.0), cell(1.0, 2.0, 1.0));
    assertThat(ratio.units()).isEqualTo(3);
    assertThat(ratio.value()).isCloseTo(2, within(1e-12));
  }

  @Test
  void theRatioOfAllBlocksIsTheRatioOfTheTwoEstimates() {
    List<ForkSample> slow = cell(2.0, 6.1, 3.9);
    List<ForkSample> fast = cell(1.0, 3.3, 2.7);
    double quotient =
        BOOTSTRAP.estimate(slow, Scale.LOGARITHMIC).value()
            / BOOTSTRAP.estimate(fast, Scale.LOGARITHMIC).value();
    assertThat(BOOTSTRAP.ratio(slow, fast).value()).isCloseTo(quotient, within(1e-12));
  }

  @Test
  void higherConfidenceGivesAWiderInterval() {
    List<ForkSample> cell = cell(1.0, 1.2, 0.9, 1.1, 1.05);
    double usual = BOOTSTRAP.estimate(cell, Scale.LOGARITHMIC).interval().orElseThrow().width();
    double strict =
        BOOTSTRAP.atLevel(0.99).estimate(cell, Scale.LOGARITHMIC).interval().orElseThrow().width();
    assertThat(strict).isGreaterThan(usual);
  }

  @Test
  void emptyCellsAndImpossibleSamplesAreRefused() {
    assertThatThrownBy(() -> BOOTSTRAP.estimate(List.of(), Scale.LINEAR))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ForkSample(block(0), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ForkSample.of(block(0), Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BOOTSTRAP.ratio(cell(1), cell(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static List<ForkSample> cell(double... forkSeconds) {
    return IntStream.range(0, forkSeconds.length)
        .mapToObj(block -> ForkSample.of(block(block), forkSeconds[block]))
        .toList();
  }

  private static ForkSample fork(int block, double seconds, int epochs) {
    PinnedRandom random = PinnedRandom.stream(5, "fork", block);
    return new ForkSample(
        block(block),
        Stream.generate(() -> seconds * (1 + 0.001 * random.nextGaussian()))
            .limit(epochs)
            .toList());
  }

  private static Block block(int number) {
    return new Block("run", number);
  }

  private static List<ForkSample> ofRun(String run, List<ForkSample> cell) {
    return cell.stream()
        .map(fork -> new ForkSample(new Block(run, fork.block().number()), fork.epochs()))
        .toList();
  }
}
