package backbench.results;

import backbench.results.samples.Amount;

/**
 * Holds how well a model does on samples, without training on them.
 *
 * @param samples how many were evaluated
 * @param correct how many had their highest logit at their label
 * @param loss the mean softmax cross-entropy, computed in double precision on the host
 * @param predictSeconds the time of the calls to the backend alone
 */
public record Evaluation(long samples, long correct, double loss, double predictSeconds) {

  /** Checks the counts and the time. */
  public Evaluation {
    Amount.requireAtLeast(0, "samples", samples);
    if (samples < 0 || correct < 0 || correct > samples) {
      throw new IllegalArgumentException(
          "of " + samples + " samples cannot " + correct + " be right");
    }
    Amount.requireTime("predictSeconds", predictSeconds);
  }

  /** Returns the fraction that was right. */
  public double accuracy() {
    return (double) correct / samples;
  }
}
