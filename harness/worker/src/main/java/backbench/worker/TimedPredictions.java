package backbench.worker;

import backbench.data.feed.Batches;
import backbench.data.feed.Feed;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Times predictions.
 *
 * <p>Every batch is new: it holds other samples, or the same in another order, and is staged for
 * one prediction. So an answer that was kept from an earlier call is a wrong one, and shows when
 * the logits are compared with those of the evaluation. Staging counts as well, lest a model
 * compute there.
 */
final class TimedPredictions {

  private final Model model;
  private final Batches test;
  private final KnownLogits known;
  private final int batchSize;
  private final long seed;
  private final LongSupplier clock;
  private int round;
  private int[] order = new int[0];
  private int at;

  /**
   * Prepares the predictions.
   *
   * @param test the test samples, in batches of the size to be timed
   * @param known the logits of the last evaluation
   * @param batchSize samples in a call; where fewer are known, all of these
   * @param seed starts the orders of the samples
   */
  TimedPredictions(Model model, Batches test, KnownLogits known, int batchSize, long seed) {
    this(model, test, known, batchSize, seed, System::nanoTime);
  }

  /**
   * Prepares the predictions by a clock of its own.
   *
   * @param clock tells the time from some fixed point, in nanoseconds
   */
  TimedPredictions(
      Model model, Batches test, KnownLogits known, int batchSize, long seed, LongSupplier clock) {
    this.clock = clock;
    this.model = model;
    this.test = test;
    this.known = known;
    this.batchSize = Math.min(batchSize, known.samples());
    this.seed = seed;
  }

  /** Predicts for some seconds, at least once; returns the times. */
  Event.Predicted run(double seconds) {
    Stopwatch calls = new Stopwatch(Stopwatch.MOST_RAW);
    long handingNanos = 0;
    long samples = 0;
    double difference = 0;
    long end = clock.getAsLong() + Nanos.ofSeconds(seconds);
    do {
      int[] chosen = choose();
      Batch batch = batch(chosen);
      long start = clock.getAsLong();
      Staged staged = model.stage(batch);
      long before = clock.getAsLong();
      Tensor logits = model.predict(staged);
      long after = clock.getAsLong();
      staged.close();
      long closed = clock.getAsLong();
      calls.record(after - before);
      handingNanos += (before - start) + (closed - after);
      samples += chosen.length;
      int classes = test.samples().classes();
      Evaluator.requireShape(logits, chosen.length, classes);
      difference = Math.max(difference, known.difference(logits, chosen));
    } while (clock.getAsLong() - end < 0);
    return new Event.Predicted(
        batchSize,
        samples,
        calls.totalSeconds(),
        Nanos.toSeconds(handingNanos),
        calls.times(),
        new Event.Difference(samples, difference));
  }

  /** Returns the next samples of an order in which each comes once; then begins another order. */
  private int[] choose() {
    if (at + batchSize > order.length) {
      order = IntStream.range(0, known.samples()).toArray();
      PinnedRandom.stream(seed, "timed predictions", round++).shuffle(order);
      at = 0;
    }
    int[] chosen = Arrays.copyOfRange(order, at, at + batchSize);
    at += batchSize;
    return chosen;
  }

  private Batch batch(int[] chosen) {
    try (Feed one = test.some(0, chosen)) {
      return one.next();
    }
  }
}
