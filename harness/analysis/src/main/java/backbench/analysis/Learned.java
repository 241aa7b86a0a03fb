package backbench.analysis;

import backbench.analysis.numbers.Confusions;
import backbench.analysis.numbers.Confusions.Mistake;
import backbench.analysis.numbers.EpochCurve;
import backbench.analysis.numbers.EpochCurve.Point;
import backbench.analysis.numbers.EpochQuantity;
import backbench.analysis.numbers.Equivalence;
import backbench.analysis.numbers.Learning;
import backbench.analysis.numbers.Learning.SamplerLengths;
import backbench.results.ForkResult;
import backbench.results.samples.Confusion;
import backbench.results.samples.SampledImages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Sums up what the network of a cell learned. */
final class Learned {

  private static final double LEAST_TIMES = 1e-3;
  private static final double MOST_TIMES = 1e3;

  private Learned() {}

  static Learning of(MeasuredCell cell, Optional<Equivalence> equivalence) {
    Samples samples = cell.samples();
    int epochs =
        samples.forks().stream().mapToInt(fork -> fork.training().epochs().size()).max().orElse(0);
    List<EpochCurve> curves = new ArrayList<>();
    for (EpochQuantity quantity : EpochQuantity.values()) {
      List<Point> points = points(samples, quantity, epochs);
      if (!points.isEmpty()) {
        curves.add(new EpochCurve(quantity, Estimates.linear(samples.last(quantity)), points));
      }
    }
    return new Learning(
        epochs,
        curves,
        Estimates.linear(samples.gap()),
        equivalence,
        confusions(samples.forks()),
        samplers(samples.forks()));
  }

  private static List<Point> points(Samples samples, EpochQuantity quantity, int epochs) {
    List<Point> points = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int at = epoch;
      Estimates.linear(samples.after(epoch, quantity))
          .ifPresent(measured -> points.add(new Point(at, measured)));
    }
    return points;
  }

  private static Optional<Confusions> confusions(List<ForkResult> forks) {
    List<Confusion> counted =
        forks.stream().map(fork -> fork.training().confusion()).filter(Objects::nonNull).toList();
    // A result from elsewhere may hold matrices that do not go together.
    return counted.stream().map(Confusion::classes).distinct().count() == 1
        ? counted.stream().reduce(Confusion::plus).map(Learned::confusions)
        : Optional.empty();
  }

  private static Confusions confusions(Confusion sum) {
    long right = 0;
    long all = 0;
    List<Mistake> mistakes = new ArrayList<>();
    for (int actual = 0; actual < sum.classes(); actual++) {
      List<Long> row = sum.counts().get(actual);
      long samples = row.stream().mapToLong(Long::longValue).sum();
      right += row.get(actual);
      all += samples;
      for (int taken = 0; taken < row.size(); taken++) {
        if (taken != actual && row.get(taken) > 0) {
          mistakes.add(new Mistake(actual, taken, row.get(taken), samples));
        }
      }
    }
    List<Mistake> largest =
        mistakes.stream()
            .sorted(Comparator.comparingLong(Mistake::count).reversed())
            .limit(Confusions.MOST)
            .toList();
    return new Confusions(sum, right, all, largest);
  }

  private static List<SamplerLengths> samplers(List<ForkResult> forks) {
    List<SamplerLengths> lengths = new ArrayList<>();
    for (ForkResult fork : forks) {
      for (SampledImages images : fork.training().sampled()) {
        lengths.add(
            new SamplerLengths(
                fork.fork(),
                images.node(),
                images.images().stream().map(image -> magnified(image.theta())).toList()));
      }
    }
    return lengths;
  }

  private static Optional<Double> magnified(List<Double> theta) {
    double times =
        1 / Math.sqrt(Math.abs(theta.get(0) * theta.get(4) - theta.get(1) * theta.get(3)));
    // What is folded flat, or out of sight, has no size worth a number.
    return times > LEAST_TIMES && times < MOST_TIMES ? Optional.of(times) : Optional.empty();
  }
}
