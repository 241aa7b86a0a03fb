package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/**
 * Handles each kind of optimiser; what a backend chooses its update by.
 *
 * <p>A kind that is not overridden throws {@code UNSUPPORTED_OPTIMIZER}, so a plugin keeps
 * compiling when a kind is added.
 *
 * @param <R> what handling an optimiser gives
 * @since 0.1, contract 2
 */
public interface OptimizerVisitor<R> {

  /** Handles descent, plain or with momentum. */
  default R sgd(Optimizer.Sgd sgd) {
    throw unsupported(sgd);
  }

  /** Handles what adapts the step to each element, with one computation for all its kinds. */
  default R adaptive(Optimizer.Adaptive adaptive) {
    throw unsupported(adaptive);
  }

  /** Handles Adam; as any {@link #adaptive} optimiser unless overridden. */
  default R adam(Optimizer.Adam adam) {
    return adaptive(adam);
  }

  /** Handles RMSprop; as any {@link #adaptive} optimiser unless overridden. */
  default R rmsProp(Optimizer.RmsProp rmsProp) {
    return adaptive(rmsProp);
  }

  /** Makes the error for a kind that is not handled. */
  private static BackbenchException unsupported(Optimizer optimizer) {
    return new BackbenchException(
        ErrorCode.UNSUPPORTED_OPTIMIZER,
        "this backend has no optimiser " + optimizer.getClass().getSimpleName());
  }
}
