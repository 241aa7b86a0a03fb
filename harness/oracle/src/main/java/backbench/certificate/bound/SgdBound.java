package backbench.certificate.bound;

import backbench.oracle.layer.OracleParameter;
import backbench.spi.Optimizer;
import java.util.function.IntToDoubleFunction;

/** Follows errors through v = momentum · v - learningRate · g, which is linear in them. */
final class SgdBound implements UpdateBound {

  /** Roundings of a step: the products, their sum, and the constants' own. */
  private static final int OPERATIONS = 8;

  private final Optimizer.Sgd constants;
  private final double[] velocity;
  private final double[] velocityError;
  private final double[] total;

  SgdBound(Optimizer.Sgd constants, int size) {
    this.constants = constants;
    this.velocity = new double[size];
    this.velocityError = new double[size];
    this.total = new double[size];
  }

  @Override
  public void step(OracleParameter parameter, IntToDoubleFunction gradientError) {
    double momentum = constants.momentum();
    double rate = constants.learningRate();
    double[] gradient = parameter.gradient();
    for (int i = 0; i < velocity.length; i++) {
      velocity[i] = momentum * velocity[i] - rate * gradient[i];
      double rounding = OPERATIONS * SinglePrecision.UNIT_ROUNDOFF * Math.abs(velocity[i]);
      velocityError[i] =
          momentum * velocityError[i] + rate * gradientError.applyAsDouble(i) + rounding;
      total[i] += velocityError[i];
    }
  }

  @Override
  public double at(int element) {
    return velocityError[element];
  }

  @Override
  public double total(int element) {
    return total[element];
  }
}
