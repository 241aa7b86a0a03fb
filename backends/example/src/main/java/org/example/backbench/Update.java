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
    if (!(optimizer instanceof Optimizer.Sgd || optimizer instanceof Optimizer.Adam)) {
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
      } else if (optimizer instanceof Optimizer.Adam adam) {
        adapt(parameter, adam);
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

  private void adapt(Parameter parameter, Optimizer.Adam adam) {
    double rate =
        adam.learningRate()
            * Math.sqrt(1 - Math.pow(adam.beta2(), steps))
            / (1 - Math.pow(adam.beta1(), steps));
    float[] p = parameter.data();
    float[] g = parameter.gradient();
    float[] m = parameter.firstMoment();
    float[] v = parameter.secondMoment();
    for (int i = 0; i < p.length; i++) {
      m[i] = (float) (adam.beta1() * m[i] + (1 - adam.beta1()) * g[i]);
      v[i] = (float) (adam.beta2() * v[i] + (1 - adam.beta2()) * g[i] * g[i]);
      p[i] -= (float) (rate * m[i] / (Math.sqrt(v[i]) + adam.epsilon()));
    }
  }
}
