package backbench.stats;

import backbench.random.PinnedRandom;
import backbench.stats.Ratio.Pairing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Variance;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Estimates a quantity, and the ratio of two, with an interval that knows about forks.
 *
 * <p>Forks are drawn with replacement, then epochs within each drawn fork (Kalibera and Jones,
 * "Rigorous benchmarking in reasonable time", ISMM 2013; Davison and Hinkley, "Bootstrap methods
 * and their application", 1997, section 3.8). The percentile interval of so few forks is too narrow
 * (of three forks: it holds the truth 77 times in 100), so its two arms are lengthened by the
 * factor that makes a normal sample come out right: sqrt(n / (n - 1)) for the bootstrap's missing
 * degree of freedom, and Student's t over the normal quantile for the unknown variance. The factors
 * are those of Hesterberg's expanded percentile interval ("What teachers should know about the
 * bootstrap", The American Statistician 69(4), 2015), who moves the quantiles' levels; the
 * resamples of three forks do not reach that far out. Immutable; the same samples give the same
 * interval everywhere.
 */
public final class HierarchicalBootstrap {

  private static final long SEED = 20130620;
  private static final int RESAMPLES = 4000;
  private static final double LEVEL = 0.95;

  private final long seed;
  private final int resamples;
  private final double level;

  private HierarchicalBootstrap(long seed, int resamples, double level) {
    if (resamples < 100) {
      throw new IllegalArgumentException("at least 100 resamples, not " + resamples);
    }
    if (!(level > 0.5 && level < 1)) {
      throw new IllegalArgumentException("a level lies between 0.5 and 1, not " + level);
    }
    this.seed = seed;
    this.resamples = resamples;
    this.level = level;
  }

  /** Starts from the project's choice: 95%, 4,000 resamples, one pinned seed. */
  public static HierarchicalBootstrap standard() {
    return new HierarchicalBootstrap(SEED, RESAMPLES, LEVEL);
  }

  /** Returns the same bootstrap with another seed and number of resamples, at least 100. */
  public HierarchicalBootstrap resampling(long otherSeed, int otherResamples) {
    return new HierarchicalBootstrap(otherSeed, otherResamples, level);
  }

  /** Returns the same bootstrap at another confidence, between 0.5 and 1. */
  public HierarchicalBootstrap atLevel(double otherLevel) {
    return new HierarchicalBootstrap(seed, resamples, otherLevel);
  }

  /** Returns the confidence of the intervals, between 0.5 and 1. */
  public double level() {
    return level;
  }

  /**
   * Sums up one quantity of one cell.
   *
   * @param forks at least one
   * @param scale how forks are averaged
   * @return the estimate; without an interval where there is one fork
   */
  public Estimate estimate(List<ForkSample> forks, Scale scale) {
    requireForks(forks);
    double[] means = new double[forks.size()];
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < means.length; i++) {
      double mean = forks.get(i).mean();
      means[i] = scale.forward(mean);
      smallest = Math.min(smallest, mean);
      largest = Math.max(largest, mean);
    }
    double centre = Mean.of(means).getAsDouble();
    double value = Math.max(smallest, Math.min(largest, scale.back(centre)));
    Optional<Interval> interval = Optional.empty();
    if (means.length > 1) {
      Resampler resampler = new Resampler(forks, scale, PinnedRandom.stream(seed, "estimate"));
      double stretch = unbiased(means.length);
      Interval arms =
          arms(() -> stretch * (resampler.nextMean() - centre), tStretch(means.length - 1));
      interval = Optional.of(around(centre, arms, scale, value));
    }
    return new Estimate(value, interval, means.length, smallest, largest);
  }

  /**
   * Compares one quantity of two cells, numerator over denominator.
   *
   * <p>Where the two cells share two blocks or more, with one fork each in a block, forks are
   * compared within blocks and blocks are resampled; forks of other blocks are left out. Else the
   * cells are resampled apart, with Welch's degrees of freedom. Cells of two runs share no block,
   * so they are always resampled apart; {@link Ratio#pairing()} says which way it was.
   *
   * @param numerator at least one fork, samples above zero
   * @param denominator at least one fork, samples above zero
   */
  public Ratio ratio(List<ForkSample> numerator, List<ForkSample> denominator) {
    requireForks(numerator);
    requireForks(denominator);
    List<Pair> pairs = pairs(numerator, denominator);
    boolean everyForkOnce = numerator.size() == 1 && denominator.size() == 1;
    if (pairs.size() >= 2 || (everyForkOnce && pairs.size() == 1)) {
      return paired(pairs);
    }
    return apart(numerator, denominator);
  }

  private Ratio paired(List<Pair> pairs) {
    double[] differences = new double[pairs.size()];
    for (int i = 0; i < differences.length; i++) {
      Pair pair = pairs.get(i);
      differences[i] = Math.log(pair.first.mean()) - Math.log(pair.second.mean());
    }
    double centre = Mean.of(differences).getAsDouble();
    int n = differences.length;
    Optional<Interval> interval = Optional.empty();
    if (n > 1) {
      PinnedRandom random = PinnedRandom.stream(seed, "paired");
      List<double[]> first = pairs.stream().map(pair -> pair.first.values()).toList();
      List<double[]> second = pairs.stream().map(pair -> pair.second.values()).toList();
      double stretch = unbiased(n);
      Interval arms =
          arms(
              () -> {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                  int drawn = random.nextInt(n);
                  sum += Math.log(Resampler.redrawnMean(first.get(drawn), random));
                  sum -= Math.log(Resampler.redrawnMean(second.get(drawn), random));
                }
                return stretch * (sum / n - centre);
              },
              tStretch(n - 1));
      interval = Optional.of(around(centre, arms, Scale.LOGARITHMIC, Math.exp(centre)));
    }
    return new Ratio(Math.exp(centre), interval, n, Pairing.BY_BLOCK);
  }

  private Ratio apart(List<ForkSample> numerator, List<ForkSample> denominator) {
    double[] above = logMeans(numerator);
    double[] below = logMeans(denominator);
    double centreAbove = Mean.of(above).getAsDouble();
    double centreBelow = Mean.of(below).getAsDouble();
    double centre = centreAbove - centreBelow;
    Optional<Interval> interval = Optional.empty();
    if (above.length > 1 && below.length > 1) {
      Resampler first =
          new Resampler(
              numerator, Scale.LOGARITHMIC, PinnedRandom.stream(seed, "apart: numerator"));
      Resampler second =
          new Resampler(
              denominator, Scale.LOGARITHMIC, PinnedRandom.stream(seed, "apart: denominator"));
      double stretchAbove = unbiased(above.length);
      double stretchBelow = unbiased(below.length);
      Interval arms =
          arms(
              () ->
                  stretchAbove * (first.nextMean() - centreAbove)
                      - stretchBelow * (second.nextMean() - centreBelow),
              tStretch(welchDegrees(above, below)));
      interval = Optional.of(around(centre, arms, Scale.LOGARITHMIC, Math.exp(centre)));
    }
    int units = Math.min(above.length, below.length);
    return new Ratio(Math.exp(centre), interval, units, Pairing.NONE);
  }

  /** Draws the deviations of the replicates and lengthens their two outer quantiles. */
  private Interval arms(DoubleSupplier deviation, double stretch) {
    double[] deviations = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      deviations[i] = deviation.getAsDouble();
    }
    double tail = (1 - level) / 2;
    double[] quantiles = Quantile.withDefaults().evaluate(deviations, tail, 1 - tail);
    return new Interval(Math.min(0, quantiles[0] * stretch), Math.max(0, quantiles[1] * stretch));
  }

  private static Interval around(double centre, Interval arms, Scale scale, double value) {
    // Rounding in exp(log(x)) must not leave the estimate outside its own interval.
    return new Interval(
        Math.min(value, scale.back(centre + arms.low())),
        Math.max(value, scale.back(centre + arms.high())));
  }

  private double tStretch(double degrees) {
    double probability = 1 - (1 - level) / 2;
    return TDistribution.of(degrees).inverseCumulativeProbability(probability)
        / NormalDistribution.of(0, 1).inverseCumulativeProbability(probability);
  }

  private static double unbiased(int forks) {
    return Math.sqrt(forks / (forks - 1.0));
  }

  /** Welch and Satterthwaite's degrees of freedom; without any variance, those of the pool. */
  static double welchDegrees(double[] first, double[] second) {
    double a = Variance.of(first).getAsDouble() / first.length;
    double b = Variance.of(second).getAsDouble() / second.length;
    double denominator = a * a / (first.length - 1) + b * b / (second.length - 1);
    return denominator > 0 ? (a + b) * (a + b) / denominator : first.length + second.length - 2;
  }

  private static double[] logMeans(List<ForkSample> forks) {
    return forks.stream().mapToDouble(fork -> Scale.LOGARITHMIC.forward(fork.mean())).toArray();
  }

  private static List<Pair> pairs(List<ForkSample> numerator, List<ForkSample> denominator) {
    Map<Block, ForkSample> byBlock = new LinkedHashMap<>();
    for (ForkSample fork : denominator) {
      if (byBlock.put(fork.block(), fork) != null) {
        return List.of();
      }
    }
    List<Pair> pairs = new ArrayList<>();
    Set<Block> seen = new HashSet<>();
    for (ForkSample fork : numerator) {
      if (!seen.add(fork.block())) {
        return List.of();
      }
      ForkSample partner = byBlock.get(fork.block());
      if (partner != null) {
        pairs.add(new Pair(fork, partner));
      }
    }
    return pairs;
  }

  private static void requireForks(List<ForkSample> forks) {
    if (forks.isEmpty()) {
      throw new IllegalArgumentException("a cell has at least one fork");
    }
  }

  private record Pair(ForkSample first, ForkSample second) {

    Pair {
      Scale.LOGARITHMIC.forward(first.mean());
      Scale.LOGARITHMIC.forward(second.mean());
    }
  }
}
