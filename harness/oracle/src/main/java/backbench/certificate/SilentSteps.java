package backbench.certificate;

import backbench.certificate.bound.SinglePrecision;
import backbench.certificate.bound.UpdateBound;
import backbench.certificate.exercise.Silence;
import backbench.graph.ParameterInfo;
import backbench.oracle.CrossEntropy;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.Batch;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the optimiser's steps on gradients that need no network: those of a {@link Silence}.
 *
 * <p>The gradient of a bias is the mean of p - 1 over the samples of its class and of p over the
 * others, with p = exp(b - max) / Σ. In float32, b - max is off by a rounding of its size, which
 * exp turns into as much of p; exp, the sum and the division add a few roundings, and the mean
 * rounds what the samples of the class contribute.
 */
final class SilentSteps {

  private static final int ROUNDINGS = 8;

  private final OracleParameter bias;
  private final OracleOptimizer optimizer;
  private final UpdateBound bound;
  private double movement;

  SilentSteps(ParameterInfo bias, Silence silence, Optimizer recipe) {
    this.bias = new OracleParameter(bias, silence.initial().get(bias.name()));
    this.optimizer = OracleOptimizer.of(recipe, Rounding.NONE);
    this.bound = UpdateBound.of(recipe, bias.size());
  }

  /** Makes a step from the weights that a backend reached. */
  void step(Parameters reached, Batch batch) {
    float[] from = reached.get(bias.info().name()).data();
    for (int i = 0; i < from.length; i++) {
      bias.values()[i] = from[i];
    }
    double[] error = new double[from.length];
    backpropagate(bias, batch.labels(), error);
    bound.step(bias, i -> error[i]);
    double[] before = bias.values().clone();
    optimizer.update(List.of(bias));
    movement = OracleTrial.distance(bias.values(), before);
  }

  private static void backpropagate(OracleParameter bias, int[] labels, double[] error) {
    double[] values = bias.values();
    double[] logits = new double[labels.length * values.length];
    for (int n = 0; n < labels.length; n++) {
      System.arraycopy(values, 0, logits, n * values.length, values.length);
    }
    double[] gradient = CrossEntropy.of(logits, labels, Rounding.NONE).gradient();
    double largest = Arrays.stream(values).max().orElse(0);
    Arrays.fill(bias.gradient(), 0);
    for (int i = 0; i < gradient.length; i++) {
      int c = i % values.length;
      boolean labelled = labels[i / values.length] == c;
      double p = gradient[i] + (labelled ? 1.0 / labels.length : 0);
      double roundings = ROUNDINGS + Math.abs(largest) + Math.abs(values[c] - largest);
      bias.gradient()[c] += gradient[i];
      error[c] +=
          SinglePrecision.UNIT_ROUNDOFF
              * (roundings * p + (labelled ? ROUNDINGS / 2.0 / labels.length : 0));
    }
  }

  /** Returns the biases after the last step. */
  double[] values() {
    return bias.values();
  }

  /** Returns how far the last step may have led from the oracle's. */
  UpdateBound bound() {
    return bound;
  }

  /** Returns the largest movement of any element in the last step. */
  double movement() {
    return movement;
  }
}
