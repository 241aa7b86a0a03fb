package backbench.vector.layer;

import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Program;
import backbench.vector.program.Value;

/**
 * Computes the batch's mean softmax cross-entropy from logits, and its gradient.
 *
 * <p>Exponents are taken relative to the largest logit, so none overflows; a NaN among the logits
 * makes the loss NaN.
 */
public final class SoftmaxLoss {

  private final Value logits;
  private final int classes;
  private int[] labels = {};
  private double[] losses = {};
  private double meanLoss;

  /** Makes the loss of some logits. */
  public SoftmaxLoss(Value logits) {
    this.logits = logits;
    this.classes = logits.layout().channels();
  }

  /** Sets the labels of the next batch. */
  public void labels(int[] batchLabels) {
    labels = batchLabels;
  }

  /** Returns the last batch's mean loss. */
  public double meanLoss() {
    return meanLoss;
  }

  /** Adds the loss and the gradient of the logits to a program. */
  public void add(Program program, Engine engine) {
    engine.workspace().add(samples -> losses = new double[samples]);
    Slab gradient = logits.addGradientShare(engine);
    // An exponential counts as some forty operations.
    program.samples(40L * classes, (sample, thread) -> losses[sample] = loss(gradient, sample));
    program.serial(
        samples -> {
          double sum = 0;
          for (int sample = 0; sample < samples; sample++) {
            sum += losses[sample];
          }
          meanLoss = sum / samples;
        });
  }

  private double loss(Slab gradient, int sample) {
    float[] z = logits.data().data();
    float[] dz = gradient.data();
    int at = logits.data().origin(sample);
    int to = gradient.origin(sample);
    float largest = z[at];
    for (int i = 1; i < classes; i++) {
      largest = Math.max(largest, z[at + i]);
    }
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      double exponential = Math.exp((double) z[at + i] - largest);
      dz[to + i] = (float) exponential;
      sum += exponential;
    }
    double scale = 1 / (sum * labels.length);
    for (int i = 0; i < classes; i++) {
      dz[to + i] = (float) (dz[to + i] * scale);
    }
    int label = labels[sample];
    dz[to + label] -= 1f / labels.length;
    return Math.log(sum) + largest - z[at + label];
  }
}
