package backbench.tck.reference;

import backbench.oracle.layer.OracleLayer;
import backbench.random.PinnedRandom;
import java.util.List;

/** Drops elements while training, and scales the others up. */
class MaskingLayer implements OracleLayer {

  private final double rate;
  private final PinnedRandom random;
  private double[] factors = new double[0];

  MaskingLayer(double rate, PinnedRandom random) {
    this.rate = rate;
    this.random = random;
  }

  @Override
  public double[] forward(List<double[]> inputs, int samples, boolean training) {
    double[] input = inputs.get(0);
    if (!training) {
      return input;
    }
    factors = new double[input.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextDouble() < rate ? 0 : 1 / (1 - rate);
    }
    return scaled(input);
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    return List.of(scaled(outputGradient));
  }

  private double[] scaled(double[] values) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factors[i];
    }
    return scaled;
  }
}
