package backbench.data.reader;

import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;

/**
 * Learns a linear model: logits = weights · pixels + bias, softmax cross-entropy, plain gradient
 * descent sample by sample. It is what a convolutional network is measured against.
 */
final class SoftmaxRegression {

  private final int classes;
  private final float[] weights;
  private final float[] bias;
  private final float[] pixels;
  private final double[] probabilities;

  SoftmaxRegression(Samples like) {
    classes = like.classes();
    weights = new float[like.shape().size() * classes];
    bias = new float[classes];
    pixels = new float[like.shape().size()];
    probabilities = new double[classes];
  }

  /** Goes through the samples {@code epochs} times; the learning rate falls to nothing. */
  void train(Samples samples, int epochs, double learningRate) {
    Order order = new Order.Shuffled(1);
    for (int epoch = 0; epoch < epochs; epoch++) {
      float rate = (float) (learningRate * (epochs - epoch) / epochs);
      for (int index : order.indices(samples.size(), epoch)) {
        step(samples, index, rate);
      }
    }
  }

  /** Returns the share of samples that get their highest logit at their label. */
  double accuracy(Samples samples) {
    int correct = 0;
    for (int i = 0; i < samples.size(); i++) {
      predict(samples, i);
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = probabilities[c] > probabilities[best] ? c : best;
      }
      correct += best == samples.label(i) ? 1 : 0;
    }
    return (double) correct / samples.size();
  }

  private void step(Samples samples, int index, float rate) {
    predict(samples, index);
    probabilities[samples.label(index)] -= 1;
    for (int c = 0; c < classes; c++) {
      bias[c] -= rate * (float) probabilities[c];
    }
    for (int p = 0; p < pixels.length; p++) {
      if (pixels[p] != 0) {
        float factor = rate * pixels[p];
        for (int c = 0; c < classes; c++) {
          weights[p * classes + c] -= factor * (float) probabilities[c];
        }
      }
    }
  }

  private void predict(Samples samples, int index) {
    samples.copyPixels(index, Scaling.UNIT, pixels, 0);
    float[] logits = bias.clone();
    for (int p = 0; p < pixels.length; p++) {
      if (pixels[p] != 0) {
        for (int c = 0; c < classes; c++) {
          logits[c] += pixels[p] * weights[p * classes + c];
        }
      }
    }
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      probabilities[c] = StrictMath.exp(logits[c] - most);
      sum += probabilities[c];
    }
    for (int c = 0; c < classes; c++) {
      probabilities[c] /= sum;
    }
  }
}
