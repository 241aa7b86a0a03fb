package backbench.certificate;

import backbench.oracle.layer.OracleParameter;
import backbench.spi.Optimizer;

/**
 * Bounds how far one step of an optimiser may carry each element of a parameter from where the
 * oracle's gradients carry it, if the gradients of this step and of all before it are only known up
 * to an error.
 */
interface UpdateBound {

  /**
   * Makes the bound of an optimiser.
   *
   * @param elements of the parameter that it is for
   */
  static UpdateBound of(Optimizer optimizer, int elements) {
    if (optimizer instanceof Optimizer.Adaptive adaptive) {
      return new AdaptiveBound(adaptive, elements);
    }
    if (optimizer instanceof Optimizer.Sgd sgd) {
      return new SgdBound(sgd);
    }
    throw new IllegalArgumentException("no bound for " + optimizer);
  }

  /**
   * Accounts for a step.
   *
   * @param parameter its gradient is the oracle's of this step
   * @param gradientError the largest error of any element's gradient
   */
  void step(OracleParameter parameter, double gradientError);

  /** Returns the bound on an element's distance after the last step, both from equal weights. */
  double at(int element);

  /** Returns the sum of an element's bounds over the steps so far. */
  double total(int element);
}
