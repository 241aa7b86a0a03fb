package backbench.worker;

import backbench.data.feed.Batches;
import backbench.data.feed.Feed;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import java.util.List;
import java.util.function.LongSupplier;

/** Evaluates a model on the host, from its logits, in double precision. */
final class Evaluator {

  private final Model model;
  private final int classes;
  private long samples;
  private long correct;
  private double lossSum;
  private long predictNanos;
  private final int[] confusion;
  private final KnownLogits known;
  private final LongSupplier clock;

  private Evaluator(Model model, int classes, int samples, LongSupplier clock) {
    this.model = model;
    this.clock = clock;
    this.known = new KnownLogits(classes, samples);
    this.classes = classes;
    this.confusion = new int[Math.multiplyExact(classes, classes)];
  }

  /**
   * Holds what an evaluation found.
   *
   * @param score how well the model does
   * @param confusion which class was taken for which
   * @param logits those of the first samples
   */
  record Evaluated(Event.Score score, Event.Confusion confusion, KnownLogits logits) {}

  /**
   * Predicts all samples once.
   *
   * @param classes the length of a sample's logits
   * @throws BackbenchException {@code ENGINE_FAILED} if the logits do not have the shape [n,
   *     classes]
   */
  static Evaluated evaluate(Model model, Batches batches, int classes) {
    return evaluate(model, batches, classes, System::nanoTime);
  }

  /**
   * Predicts all samples once, by a clock of its own.
   *
   * @param clock tells the time from some fixed point, in nanoseconds
   */
  static Evaluated evaluate(Model model, Batches batches, int classes, LongSupplier clock) {
    Evaluator evaluator = new Evaluator(model, classes, batches.samples().size(), clock);
    try (Feed each = batches.epoch(0)) {
      while (each.hasNext()) {
        evaluator.add(each.next());
      }
    }
    Event.Score score =
        new Event.Score(
            evaluator.samples,
            evaluator.correct,
            evaluator.lossSum / evaluator.samples,
            Nanos.toSeconds(evaluator.predictNanos));
    return new Evaluated(score, new Event.Confusion(classes, evaluator.confusion), evaluator.known);
  }

  private void add(Batch batch) {
    Tensor logits;
    try (Staged staged = model.stage(batch)) {
      long start = clock.getAsLong();
      logits = model.predict(staged);
      predictNanos += clock.getAsLong() - start;
    }
    requireShape(logits, batch.size(), classes);
    known.add(logits);
    for (int i = 0; i < batch.size(); i++) {
      int label = batch.labels()[i];
      lossSum += crossEntropy(logits.data(), i * classes, classes, label);
      int predicted = highest(logits.data(), i * classes, classes);
      if (predicted == label) {
        correct++;
      }
      // Logits that are no numbers say no class; their loss is none either, which ends the run.
      if (predicted >= 0) {
        confusion[label * classes + predicted]++;
      }
    }
    samples += batch.size();
  }

  /**
   * Checks the shape of logits.
   *
   * @throws BackbenchException {@code ENGINE_FAILED} if it is not [n, classes]
   */
  static void requireShape(Tensor logits, int n, int classes) {
    if (!logits.dims().equals(List.of(n, classes))) {
      throw new BackbenchException(
          ErrorCode.ENGINE_FAILED,
          "logits have shape " + logits.dims() + ", expected [" + n + ", " + classes + "]");
    }
  }

  /** Computes log(sum(exp(z))) - z[label], shifted by the largest z so that nothing overflows. */
  static double crossEntropy(float[] logits, int from, int classes, int label) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, logits[from + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[from + c] - largest);
    }
    return largest + Math.log(sum) - logits[from + label];
  }

  /** Finds the first of the highest logits; -1 if one of them is not a number. */
  static int highest(float[] logits, int from, int classes) {
    int best = 0;
    for (int c = 0; c < classes; c++) {
      if (Float.isNaN(logits[from + c])) {
        return -1;
      }
      if (logits[from + c] > logits[from + best]) {
        best = c;
      }
    }
    return best;
  }
}
