package org.example.backbench;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.Optimizer;

/** Changes parameters by their gradients, as {@link Optimizer} says. */
final class Update {

  private final Optimizer optimizer;
  private int steps;

  /**
   * Makes the update of a recipe.
   *
   * @throws BackbenchException {@code UNSUPPORTED_OPTIMIZER} for one that is not known here
   */
  Update(Optimizer optimizer) {
    if (!(optimizer instanceof Optimizer.Sgd || optimizer instanceof Optimizer.Adaptive)) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_OPTIMIZER, "example has no optimiser " + optimizer);
    }
    this.optimizer = optimizer;
  }

  /** Makes one step. */
  void apply(Iterable<Parameter> parameters) {
    steps++;
    for (Parameter parameter : parameters) {
      if (optimizer instanceof Optimizer.Sgd sgd) {
        descend(parameter, sgd);
      } else if (optimizer instanceof Optimizer.Adaptive adaptive) {
        adapt(parameter, adaptive);
      }
    }
  }

  private static void descend(Parameter parameter, Optimizer.Sgd sgd) {
    float[] p = parameter.data();
    float[] g = parameter.gradient();
    float[] v = parameter.firstMoment();
    for (int i = 0; i < p.length; i++) {
      v[i] = (float) (sgd.momentum() * v[i] - sgd.learningRate() * g[i]);
      p[i] += v[i];
    }
  }

  private void adapt(Parameter parameter, Optimizer.Adaptive adaptive) {
    double rate = adaptive.rate(steps);
    float[] p = parameter.data();
    float[] g = parameter.gradient();
    float[] m = parameter.firstMoment();
    float[] v = parameter.secondMoment();
    for (int i = 0; i < p.length; i++) {
      m[i] = (float) (adaptive.beta1() * m[i] + (1 - adaptive.beta1()) * g[i]);
      v[i] = (float) (adaptive.beta2() * v[i] + (1 - adaptive.beta2()) * g[i] * g[i]);
      p[i] -= (float) (rate * m[i] / (Math.sqrt(v[i]) + adaptive.epsilon()));
    }
  }
}
