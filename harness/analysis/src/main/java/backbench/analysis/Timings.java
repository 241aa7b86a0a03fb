package backbench.analysis;

import backbench.analysis.numbers.Timing;
import backbench.analysis.numbers.Timing.Startup;
import backbench.results.EpochResult;
import backbench.results.ForkResult;
import backbench.results.TrainingOutcome.Warmup;
import backbench.stats.Estimate;
import backbench.stats.StepTimes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Sums up single steps, and what comes before them and beside them. */
final class Timings {

  private static final double MILLIS = 1e3;
  private static final double PERCENT = 100;

  private Timings() {}

  static Timing of(Samples samples) {
    return new Timing(
        new Timing.StepTimes(
            percentileMillis(samples, 50),
            percentileMillis(samples, 90),
            percentileMillis(samples, 99),
            percentileMillis(samples, 100)),
        new Timing.Loop(
            Estimates.linear(samples.perFork(fork -> perEpoch(fork, EpochResult.Seconds::step))),
            Estimates.linear(samples.perFork(fork -> perEpoch(fork, EpochResult.Seconds::stage))),
            Estimates.linear(samples.perFork(fork -> perEpoch(fork, EpochResult.Seconds::close))),
            Estimates.linear(
                samples.perFork(fork -> perEpoch(fork, EpochResult.Seconds::processor))),
            Estimates.linear(samples.perFork(Timings::waitPercent))),
        new Startup(
            start(samples, ForkResult.Startup::jvmSeconds),
            start(samples, ForkResult.Startup::dataSeconds),
            start(samples, ForkResult.Startup::openSeconds),
            start(samples, ForkResult.Startup::compileSeconds),
            warmup(samples, warmup -> warmup.firstStepSeconds() * MILLIS),
            warmup(samples, Warmup::steps)));
  }

  private static Optional<Estimate> percentileMillis(Samples samples, double percentile) {
    return Estimates.logarithmic(
        samples.perFork(
            fork -> {
              List<Histogram> epochs =
                  fork.training().epochs().stream()
                      .map(epoch -> epoch.stepNanos().distribution())
                      .toList();
              return StepTimes.percentileSeconds(epochs, percentile)
                  .filter(seconds -> seconds > 0)
                  .map(seconds -> OptionalDouble.of(seconds * MILLIS))
                  .orElseGet(OptionalDouble::empty);
            }));
  }

  private static Optional<Estimate> start(
      Samples samples, ToDoubleFunction<ForkResult.Startup> quantity) {
    return Estimates.linear(samples.perFork(fork -> optional(fork.startup(), quantity)));
  }

  private static Optional<Estimate> warmup(Samples samples, ToDoubleFunction<Warmup> quantity) {
    return Estimates.linear(samples.perFork(fork -> optional(fork.training().warmup(), quantity)));
  }

  private static <T> OptionalDouble optional(@Nullable T part, ToDoubleFunction<T> quantity) {
    return part == null ? OptionalDouble.empty() : OptionalDouble.of(quantity.applyAsDouble(part));
  }

  /** Returns the mean over epochs of a part of their time; empty where it was not measured. */
  private static OptionalDouble perEpoch(
      ForkResult fork, Function<EpochResult.Seconds, @Nullable Double> part) {
    return fork.training().epochs().stream()
        .map(epoch -> part.apply(epoch.seconds()))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .average();
  }

  private static OptionalDouble waitPercent(ForkResult fork) {
    return fork.training().epochs().stream()
        .map(EpochResult::waitShare)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(share -> PERCENT * share.getAsDouble())
        .average();
  }
}
