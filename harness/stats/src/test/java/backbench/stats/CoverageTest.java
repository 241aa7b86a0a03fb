package backbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.random.PinnedRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts how often nominal 95% intervals hold the truth, where the truth is known. */
class CoverageTest {

  private static final int RUNS = 1000;
  private static final double TRUTH = 3;
  private static final HierarchicalBootstrap BOOTSTRAP =
      HierarchicalBootstrap.standard().resampling(1, 600);

  @ParameterizedTest(name = "{0} forks of {1} epochs, fork sigma {2}, epoch sigma {3}")
  @CsvSource({
    "3, 1, 0.10, 0.05",
    "3, 4, 0.10, 0.05",
    "5, 1, 0.10, 0.05",
    "5, 4, 0.10, 0.05",
    "5, 4, 0.40, 0.10",
    "10, 4, 0.10, 0.05"
  })
  void intervalsOfOneCellHoldTheTruth90To98TimesIn100(
      int forks, int epochs, double forkSigma, double epochSigma) {
    Simulated simulated = new Simulated(forks, epochs, forkSigma, epochSigma, 0);
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
      PinnedRandom random = PinnedRandom.stream(17, "one cell", run);
      List<ForkSample> cell = simulated.cell(TRUTH, simulated.drift(random), random);
      Estimate estimate = BOOTSTRAP.estimate(cell, Scale.LOGARITHMIC);
      held += estimate.interval().orElseThrow().contains(TRUTH) ? 1 : 0;
    }
    assertThat(held / (double) RUNS).isBetween(0.90, 0.98);
  }

  @ParameterizedTest(name = "{0} forks of {1} epochs, fork sigma {2}, drift sigma {4}")
  @CsvSource({
    "3, 3, 0.05, 0.02, 0.30",
    "5, 3, 0.05, 0.02, 0.30",
    "5, 1, 0.10, 0.05, 0.00",
    "8, 3, 0.05, 0.02, 0.30"
  })
  void pairedRatiosHoldTheTruth90To98TimesIn100WhateverTheDrift(
      int forks, int epochs, double forkSigma, double epochSigma, double driftSigma) {
    Simulated simulated = new Simulated(forks, epochs, forkSigma, epochSigma, driftSigma);
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
      PinnedRandom random = PinnedRandom.stream(18, "paired", run);
      double[] drift = simulated.drift(random);
      List<ForkSample> slow = simulated.cell(TRUTH, drift, random);
      List<ForkSample> fast = simulated.cell(1, drift, random);
      Ratio ratio = BOOTSTRAP.ratio(slow, fast);
      held += ratio.interval().orElseThrow().contains(TRUTH) ? 1 : 0;
    }
    assertThat(held / (double) RUNS).isBetween(0.90, 0.98);
  }

  @Test
  void ratiosOfCellsThatShareNoBlockHoldTheTruth90To98TimesIn100() {
    Simulated five = new Simulated(5, 3, 0.10, 0.05, 0);
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
      PinnedRandom random = PinnedRandom.stream(19, "apart", run);
      List<ForkSample> slow = five.cell(TRUTH, five.drift(random), random);
      List<ForkSample> fast =
          five.cell(1, five.drift(random), random).stream()
              .map(
                  fork ->
                      new ForkSample(new Block("another", fork.block().number()), fork.epochs()))
              .toList();
      held += BOOTSTRAP.ratio(slow, fast).interval().orElseThrow().contains(TRUTH) ? 1 : 0;
    }
    assertThat(held / (double) RUNS).isBetween(0.90, 0.98);
  }

  @Test
  void whereEpochsScatterMoreThanForksIntervalsErrTowardsTooWide() {
    Simulated noisyEpochs = new Simulated(5, 4, 0.02, 0.10, 0);
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
      PinnedRandom random = PinnedRandom.stream(20, "noisy epochs", run);
      List<ForkSample> cell = noisyEpochs.cell(TRUTH, noisyEpochs.drift(random), random);
      Estimate estimate = BOOTSTRAP.estimate(cell, Scale.LOGARITHMIC);
      held += estimate.interval().orElseThrow().contains(TRUTH) ? 1 : 0;
    }
    assertThat(held / (double) RUNS).isGreaterThan(0.98);
  }

  @ParameterizedTest(name = "{0} equal cells of {1} forks")
  @CsvSource({"2, 3", "2, 5", "5, 5"})
  void equalCellsAllTieInAbout95Of100RunsHoweverManyThereAre(int cells, int forks) {
    Simulated simulated = new Simulated(forks, 2, 0.08, 0.02, 0.20);
    int runs = 300;
    int tied = 0;
    for (int run = 0; run < runs; run++) {
      PinnedRandom random = PinnedRandom.stream(21, "equal cells", run);
      double[] drift = simulated.drift(random);
      List<List<ForkSample>> equal =
          IntStream.range(0, cells).mapToObj(i -> simulated.cell(TRUTH, drift, random)).toList();
      List<Rank> ranks = Ranking.lowestFirst(equal, BOOTSTRAP);
      tied += ranks.stream().allMatch(rank -> rank.equals(new Rank(1, "a"))) ? 1 : 0;
    }
    // Small counts: 95% nominal, less three standard errors of the simulation.
    assertThat(tied / (double) runs).isGreaterThan(0.91);
  }
}
