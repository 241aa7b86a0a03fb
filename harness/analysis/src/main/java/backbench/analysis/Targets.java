package backbench.analysis;

import backbench.analysis.numbers.TimeToTarget;
import backbench.analysis.numbers.TimeToTarget.Epochs;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.stats.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Sums up how long training takes to an accuracy. */
final class Targets {

  private final List<ForkResult> forks;
  private final Samples samples;
  private final double target;

  private Targets(MeasuredCell cell, double target) {
    this.forks = cell.result().forks();
    this.samples = cell.samples();
    this.target = target;
  }

  /**
   * Sums up.
   *
   * @param target the accuracy that the suite names; null for none
   */
  static Optional<TimeToTarget> of(MeasuredCell cell, @Nullable Double target) {
    return target == null || cell.result().forks().isEmpty()
        ? Optional.empty()
        : Optional.of(new Targets(cell, target).analyze());
  }

  private TimeToTarget analyze() {
    int[] epochs =
        samples.forks().stream()
            .map(this::reachedAfter)
            .filter(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .sorted()
            .toArray();
    // A fork that ended badly did not get there either.
    boolean all = epochs.length == forks.size();
    return new TimeToTarget(
        forks.size(),
        epochs.length,
        epochs.length == 0
            ? Optional.empty()
            : Optional.of(new Epochs(epochs[0], epochs[epochs.length - 1])),
        all ? seconds(EpochResult::loopSeconds) : Optional.empty(),
        all ? seconds(epoch -> epoch.loopSeconds() + evaluationSeconds(epoch)) : Optional.empty());
  }

  private Optional<Estimate> seconds(ToDoubleFunction<EpochResult> seconds) {
    return Estimates.logarithmic(
        samples.perFork(
            fork -> {
              int epochs = reachedAfter(fork).orElse(0);
              double sum =
                  fork.training().epochs().stream().limit(epochs).mapToDouble(seconds).sum();
              return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
            }));
  }

  /** Returns how many epochs it took; nothing if they were not enough. */
  private OptionalInt reachedAfter(ForkResult fork) {
    for (int i = 0; i < fork.training().epochs().size(); i++) {
      if (accuracy(fork.training().epochs().get(i).test()) >= target) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  private static double accuracy(@Nullable Evaluation test) {
    return test == null || test.samples() == 0 ? 0 : test.accuracy();
  }

  private static double evaluationSeconds(EpochResult epoch) {
    return seconds(epoch.test()) + seconds(epoch.validation());
  }

  private static double seconds(@Nullable Evaluation evaluation) {
    return evaluation == null ? 0 : evaluation.predictSeconds();
  }
}
