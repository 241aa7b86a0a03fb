package backbench.vector.kernel;

import backbench.spi.Optimizer;

/**
 * Holds an adaptive optimiser's constants for one step, each rounded to single precision once.
 *
 * <p>1 - beta is formed in double precision: in floats, 1 - 0.999 is off by 5e-5.
 *
 * @param rate the step size, with Adam's bias correction in it
 * @param keepMean beta1
 * @param addMean 1 - beta1
 * @param keepSquare beta2
 * @param addSquare 1 - beta2
 * @param epsilon added to the root
 */
public record AdaptiveFactors(
    float rate, float keepMean, float addMean, float keepSquare, float addSquare, float epsilon) {

  /** Computes the factors of step t, counted from 1. */
  public static AdaptiveFactors at(Optimizer.Adaptive optimizer, long t) {
    return new AdaptiveFactors(
        (float) optimizer.rate(t),
        (float) optimizer.beta1(),
        (float) (1 - optimizer.beta1()),
        (float) optimizer.beta2(),
        (float) (1 - optimizer.beta2()),
        (float) optimizer.epsilon());
  }
}
