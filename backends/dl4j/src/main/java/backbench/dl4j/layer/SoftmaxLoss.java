package backbench.dl4j.layer;

import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;

/**
 * Computes the mean softmax cross-entropy from logits, and its gradient.
 *
 * <p>On the host, in double precision: these are few numbers, and ND4J's {@code log_softmax} is the
 * logarithm of a softmax that may have underflowed.
 */
public final class SoftmaxLoss {

  private final Floats logits;
  private final Floats gradient;
  private final int samples;
  private final int classes;
  private final float[] row;

  /** Makes the loss of a network's output. */
  public SoftmaxLoss(Value output, Memory memory) {
    this.logits = output.data();
    this.gradient = output.newGradient(memory);
    this.samples = output.samples();
    this.classes = output.channels();
    this.row = new float[samples * classes];
  }

  /** Writes the gradient and returns the loss. */
  public double run(int[] labels) {
    logits.read(row);
    double loss = 0;
    for (int sample = 0; sample < samples; sample++) {
      loss += run(sample * classes, labels[sample]);
    }
    gradient.write(row);
    return loss / samples;
  }

  /** Replaces one sample's logits by their gradient and returns its loss. */
  private double run(int start, int label) {
    double largest = row[start];
    for (int i = start + 1; i < start + classes; i++) {
      largest = Math.max(largest, row[i]);
    }
    double sum = 0;
    for (int i = start; i < start + classes; i++) {
      sum += Math.exp(row[i] - largest);
    }
    double loss = largest + Math.log(sum) - row[start + label];
    for (int i = start; i < start + classes; i++) {
      double probability = Math.exp(row[i] - largest) / sum;
      row[i] = (float) ((i == start + label ? probability - 1 : probability) / samples);
    }
    return loss;
  }
}
