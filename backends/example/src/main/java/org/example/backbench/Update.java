package org.example.backbench;

import backbench.error.BackbenchException;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import java.util.function.Consumer;

/** Changes parameters by their gradients, as {@link Optimizer} says. */
final class Update {

  private final Consumer<Parameter> rule;
  private int steps;

  /**
   * Makes the update of a recipe.
   *
   * @throws BackbenchException {@code UNSUPPORTED_OPTIMIZER} for one that is not known here
   */
  Update(Optimizer optimizer) {
    rule = optimizer.accept(new Rules());
  }

  /** Chooses the rule; the visitor refuses every optimiser that is not handled here. */
  private final class Rules implements OptimizerVisitor<Consumer<Parameter>> {
    @Override
    public Consumer<Parameter> sgd(Optimizer.Sgd sgd) {
      return parameter -> descend(parameter, sgd);
    }

    @Override
    public Consumer<Parameter> adaptive(Optimizer.Adaptive adaptive) {
      return parameter -> adapt(parameter, adaptive);
    }
  }

  /** Makes one step. */
  void apply(Iterable<Parameter> parameters) {
    steps++;
    parameters.forEach(rule);
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
