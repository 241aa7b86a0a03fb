package backbench.core.report;

import backbench.core.result.EpochResult;
import backbench.core.result.Evaluation;
import backbench.core.result.ForkResult;
import backbench.core.result.RunResult;
import backbench.core.stats.ForkSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Takes one cell's samples out of a result, fork by fork, each with the block that it ran in.
 *
 * <p>Only forks that were measured to their end count. The timed epochs of a result are steady from
 * their first step, because the worker warms up on a throw-away model; none is left out here.
 */
final class Samples {

  private static final double MEBIBYTE = 1 << 20;

  private final List<ForkResult> forks;
  private final Map<Integer, Integer> blocks = new HashMap<>();

  Samples(RunResult run, int cell) {
    this.forks = run.cells().get(cell).measuredForks();
    for (RunResult.Trial trial : run.order()) {
      if (trial.cell() == cell) {
        blocks.put(trial.fork(), trial.block());
      }
    }
  }

  List<ForkResult> forks() {
    return forks;
  }

  /** Training seconds of each epoch. */
  List<ForkSample> epochSeconds() {
    return perEpoch(EpochResult::trainSeconds);
  }

  /** Training seconds per sample of each epoch, so that a mean of them is time over work. */
  List<ForkSample> trainSecondsPerSample() {
    return perEpoch(epoch -> epoch.trainSeconds() / epoch.samples());
  }

  /** Seconds per sample of the timed predictions at one batch size. */
  List<ForkSample> predictSecondsPerSample(int batch) {
    return perFork(
        fork ->
            fork.predictions().stream()
                .filter(timed -> timed.batch() == batch && timed.samples() > 0)
                .mapToDouble(timed -> timed.seconds() / timed.samples())
                .filter(seconds -> seconds > 0)
                .findFirst());
  }

  /** The worker's largest resident memory, in 2^20 bytes. */
  List<ForkSample> peakMebibytes() {
    return perFork(
        fork ->
            fork.peakRssBytes() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(fork.peakRssBytes() / MEBIBYTE));
  }

  /** Test accuracy after the last epoch, a fraction. */
  List<ForkSample> accuracy() {
    return perFork(fork -> lastTest(fork, Evaluation::accuracy));
  }

  /** Mean test loss after the last epoch. */
  List<ForkSample> loss() {
    return perFork(fork -> lastTest(fork, Evaluation::loss));
  }

  /** Takes one number of each fork; forks without it are left out. */
  List<ForkSample> perFork(Function<ForkResult, OptionalDouble> quantity) {
    List<ForkSample> samples = new ArrayList<>();
    for (ForkResult fork : forks) {
      OptionalDouble value = quantity.apply(fork);
      if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
        samples.add(ForkSample.of(block(fork), value.getAsDouble()));
      }
    }
    return List.copyOf(samples);
  }

  private List<ForkSample> perEpoch(ToDoubleFunction<EpochResult> quantity) {
    List<ForkSample> samples = new ArrayList<>();
    for (ForkResult fork : forks) {
      List<Double> epochs =
          fork.epochs().stream()
              .filter(epoch -> epoch.samples() > 0 && epoch.trainSeconds() > 0)
              .map(quantity::applyAsDouble)
              .filter(value -> Double.isFinite(value) && value > 0)
              .toList();
      if (!epochs.isEmpty()) {
        samples.add(new ForkSample(block(fork), epochs));
      }
    }
    return List.copyOf(samples);
  }

  private int block(ForkResult fork) {
    return blocks.getOrDefault(fork.fork(), fork.fork());
  }

  private static OptionalDouble lastTest(ForkResult fork, ToDoubleFunction<Evaluation> quantity) {
    for (int i = fork.epochs().size() - 1; i >= 0; i--) {
      Evaluation test = fork.epochs().get(i).test();
      if (test != null && test.samples() > 0) {
        return OptionalDouble.of(quantity.applyAsDouble(test));
      }
    }
    return OptionalDouble.empty();
  }
}
