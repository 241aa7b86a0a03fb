package backbench.certificate.bound;

import backbench.oracle.layer.OracleParameter;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import java.util.function.IntToDoubleFunction;

/**
 * Bounds how far one step of an optimiser may carry each element of a parameter from where the
 * oracle's gradients carry it, if the gradients of this step and of all before it are only known up
 * to an error.
 */
public interface UpdateBound {

  /**
   * Makes the bound of an optimiser.
   *
   * @param elements of the parameter that it is for
   */
  static UpdateBound of(Optimizer optimizer, int elements) {
    return optimizer.accept(
        new OptimizerVisitor<UpdateBound>() {
          @Override
          public UpdateBound sgd(Optimizer.Sgd sgd) {
            return new SgdBound(sgd, elements);
          }

          @Override
          public UpdateBound adaptive(Optimizer.Adaptive adaptive) {
            return new AdaptiveBound(adaptive, elements);
          }
        });
  }

  /**
   * Accounts for a step.
   *
   * @param parameter its gradient is the oracle's of this step
   * @param gradientError the largest error of each element's gradient
   */
  void step(OracleParameter parameter, IntToDoubleFunction gradientError);

  /** Returns the bound on an element's distance after the last step, both from equal weights. */
  double at(int element);

  /** Returns the sum of an element's bounds over the steps so far. */
  double total(int element);
}
