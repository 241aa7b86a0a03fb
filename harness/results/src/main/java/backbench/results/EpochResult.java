package backbench.results;

import backbench.results.samples.Amount;
import backbench.results.samples.Latencies;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one epoch of one fork measured.
 *
 * @param epoch from 1
 * @param samples training samples seen
 * @param steps optimiser steps made
 * @param seconds where the time of its training pass went; a cell is ranked by their {@link
 *     Seconds#loop}
 * @param losses of its steps, each before its update
 * @param stepNanos the steps' times
 * @param evaluations how well the model does after the epoch
 */
public record EpochResult(
    int epoch,
    long samples,
    int steps,
    Seconds seconds,
    Losses losses,
    Latencies stepNanos,
    Evaluations evaluations) {

  /** Checks the counts. */
  public EpochResult {
    Amount.requireAtLeast(1, "epoch", epoch);
    Amount.requireAtLeast(0, "samples", samples);
    Amount.requireAtLeast(0, "steps", steps);
  }

  /**
   * Splits the time of an epoch's training pass.
   *
   * @param step the sum of the optimiser steps
   * @param stage the time to hand the batches to the engine
   * @param close the time to release the batches; null if it was counted as part of {@code stage}
   * @param firstWait how long training waited for the epoch's first batch to be made, no part of
   *     the others; null if it was not measured
   * @param otherWaits how long it waited for all other batches; null if it was not measured
   * @param processor what the processors worked for the process in the training pass, all threads
   *     together and the making of batches included; null if it was not measured
   */
  public record Seconds(
      double step,
      double stage,
      @Nullable Double close,
      @Nullable Double firstWait,
      @Nullable Double otherWaits,
      @Nullable Double processor) {

    /** Checks the times. */
    public Seconds {
      Amount.requireTime("step", step);
      Amount.requireTime("stage", stage);
      Amount.requireTime("close", close);
      Amount.requireTime("firstWait", firstWait);
      Amount.requireTime("otherWaits", otherWaits);
      Amount.requireTime("processor", processor);
    }

    /**
     * Returns the time of the whole loop over the batches: to stage, step and release them, without
     * waiting for them to be made. An engine that leaves work to a later call gains nothing here.
     */
    public double loop() {
      return step + handing();
    }

    /** Returns the time to hand the batches to the engine and to release them. */
    public double handing() {
      return stage + (close == null ? 0 : close);
    }
  }

  /**
   * Holds the training losses of an epoch.
   *
   * @param mean the mean of the steps' losses, weighted by samples
   * @param first the losses of the epoch's first steps, in order
   */
  public record Losses(double mean, List<Double> first) {
    /** Copies the list. */
    public Losses {
      first = List.copyOf(first);
    }
  }

  /**
   * Holds the evaluations after an epoch.
   *
   * @param test of the test samples; null if there was none
   * @param validation of the held-out samples; null if there are none
   * @param train of training samples, the first 10,000 at most, fed as test samples are; null if it
   *     was not asked for
   */
  public record Evaluations(
      @Nullable Evaluation test, @Nullable Evaluation validation, @Nullable Evaluation train) {}

  /** Returns the time of the loop over the batches: to stage, step and release them. */
  public double loopSeconds() {
    return seconds.loop();
  }

  /** Returns the mean of the steps' losses. */
  public double meanLoss() {
    return losses.mean();
  }

  /** Returns the evaluation of the test samples; null if there was none. */
  public @Nullable Evaluation test() {
    return evaluations.test();
  }

  /** Returns the evaluation of the held-out samples; null if there are none. */
  public @Nullable Evaluation validation() {
    return evaluations.validation();
  }

  /** Returns the evaluation of training samples; null if it was not asked for. */
  public @Nullable Evaluation train() {
    return evaluations.train();
  }

  /**
   * Returns the share of the training pass that was spent waiting for batches after the first;
   * empty if it was not measured.
   */
  public OptionalDouble waitShare() {
    Double wait = seconds.otherWaits();
    return wait == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(wait / (seconds.loop() + wait));
  }

  /** Returns the training throughput of the loop over the batches, in samples per second. */
  public double samplesPerSecond() {
    return samples / seconds.loop();
  }
}
