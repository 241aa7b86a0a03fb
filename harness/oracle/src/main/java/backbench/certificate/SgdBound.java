package backbench.certificate;

import backbench.oracle.layer.OracleParameter;
import backbench.spi.Optimizer;

/** Follows errors through v = momentum · v - learningRate · g, which is linear in them. */
final class SgdBound implements UpdateBound {

  private final Optimizer.Sgd constants;
  private double velocityError;
  private double total;

  SgdBound(Optimizer.Sgd constants) {
    this.constants = constants;
  }

  @Override
  public void step(OracleParameter parameter, double gradientError) {
    velocityError = constants.momentum() * velocityError + constants.learningRate() * gradientError;
    total += velocityError;
  }

  @Override
  public double at(int element) {
    return velocityError;
  }

  @Override
  public double total(int element) {
    return total;
  }
}
