package backbench.vector;

import backbench.spi.Optimizer;

/**
 * Holds Adam's constants for one step, each rounded to single precision once.
 *
 * <p>1 - beta is formed in double precision: in floats, 1 - 0.999 is off by 5e-5.
 *
 * @param rate the learning rate with the bias correction in it
 * @param keepMean beta1
 * @param addMean 1 - beta1
 * @param keepSquare beta2
 * @param addSquare 1 - beta2
 * @param epsilon added to the root
 */
record AdamFactors(
    float rate, float keepMean, float addMean, float keepSquare, float addSquare, float epsilon) {

  /** Computes the factors of step t, counted from 1. */
  static AdamFactors at(Optimizer.Adam adam, long t) {
    double correction = Math.sqrt(1 - Math.pow(adam.beta2(), t)) / (1 - Math.pow(adam.beta1(), t));
    return new AdamFactors(
        (float) (adam.learningRate() * correction),
        (float) adam.beta1(),
        (float) (1 - adam.beta1()),
        (float) adam.beta2(),
        (float) (1 - adam.beta2()),
        (float) adam.epsilon());
  }
}
