package backbench.analysis;

import backbench.analysis.numbers.EpochQuantity;
import backbench.results.CellResult;
import backbench.results.EpochResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.stats.Block;
import backbench.stats.ForkSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
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

  private final String part;
  private final long seed;
  private final List<ForkResult> forks;

  /** Takes the samples of a cell of a run. */
  Samples(RunResult run, CellResult cell) {
    this.part = run.runId() + "/" + cell.shard();
    this.seed = run.settings().seed();
    this.forks = cell.measuredForks();
  }

  /** Returns the forks that were measured to their end. */
  List<ForkResult> forks() {
    return forks;
  }

  /** Seconds of each epoch's loop over its batches. */
  List<ForkSample> epochSeconds() {
    return perEpoch(EpochResult::loopSeconds);
  }

  /** The same by sample, so that a mean of them is time over work. */
  List<ForkSample> trainSecondsPerSample() {
    return perEpoch(epoch -> epoch.loopSeconds() / epoch.samples());
  }

  /** Processor seconds of each epoch's training pass; none where they were not measured. */
  List<ForkSample> processorSeconds() {
    return perEpoch(
        epoch -> epoch.seconds().processor() == null ? Double.NaN : epoch.seconds().processor());
  }

  /** Seconds per sample of the timed predictions at one batch size. */
  List<ForkSample> predictSecondsPerSample(int batch) {
    return perFork(
        fork ->
            fork.training().predictions().stream()
                .filter(timed -> timed.batch() == batch && timed.samples() > 0)
                .mapToDouble(timed -> timed.loopSeconds() / timed.samples())
                .filter(seconds -> seconds > 0)
                .findFirst());
  }

  /** The worker's largest resident memory, in 2^20 bytes. */
  List<ForkSample> peakMebibytes() {
    return perFork(
        fork ->
            fork.resources().peakRssBytes() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(fork.resources().peakRssBytes() / MEBIBYTE));
  }

  /** What a fork has after the last epoch in which it was measured. */
  List<ForkSample> last(EpochQuantity quantity) {
    return perFork(fork -> lastOf(fork, quantity));
  }

  /** What a fork has after an epoch, from 1. */
  List<ForkSample> after(int epoch, EpochQuantity quantity) {
    return perFork(
        fork ->
            epoch <= fork.training().epochs().size()
                ? Quantities.measured(quantity, fork.training().epochs().get(epoch - 1))
                : OptionalDouble.empty());
  }

  /** Training accuracy less test accuracy after the last epoch: how far a network overfits. */
  List<ForkSample> gap() {
    return perFork(
        fork -> {
          OptionalDouble train = lastOf(fork, EpochQuantity.TRAIN_ACCURACY);
          OptionalDouble test = lastOf(fork, EpochQuantity.TEST_ACCURACY);
          return train.isPresent() && test.isPresent()
              ? OptionalDouble.of(train.getAsDouble() - test.getAsDouble())
              : OptionalDouble.empty();
        });
  }

  /** Test accuracy after the last epoch by seed: the run's plus the fork, on every backend. */
  Map<Long, Double> accuracyBySeed() {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (ForkResult fork : forks) {
      lastOf(fork, EpochQuantity.TEST_ACCURACY)
          .ifPresent(accuracy -> bySeed.put(seed + fork.fork(), accuracy));
    }
    return bySeed;
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
          fork.training().epochs().stream()
              .filter(epoch -> epoch.samples() > 0 && epoch.loopSeconds() > 0)
              .map(quantity::applyAsDouble)
              .filter(value -> Double.isFinite(value) && value > 0)
              .toList();
      if (!epochs.isEmpty()) {
        samples.add(new ForkSample(block(fork), epochs));
      }
    }
    return List.copyOf(samples);
  }

  /** Names the block of a fork; each machine of a run has blocks of its own. */
  private Block block(ForkResult fork) {
    return new Block(part, fork.place().block());
  }

  private static OptionalDouble lastOf(ForkResult fork, EpochQuantity quantity) {
    for (int i = fork.training().epochs().size() - 1; i >= 0; i--) {
      OptionalDouble measured = Quantities.measured(quantity, fork.training().epochs().get(i));
      if (measured.isPresent()) {
        return measured;
      }
    }
    return OptionalDouble.empty();
  }
}
