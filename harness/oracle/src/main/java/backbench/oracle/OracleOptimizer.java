package backbench.oracle;

import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import java.util.List;

/** Changes parameters by their gradients, as {@link Optimizer} defines it. */
public interface OracleOptimizer {

  /** Makes one step on the trainable parameters; always called with the same ones. */
  void update(List<OracleParameter> parameters);

  /** Makes the reference implementation of an optimiser. */
  static OracleOptimizer of(Optimizer optimizer, Rounding rounding) {
    return optimizer.accept(
        new OptimizerVisitor<OracleOptimizer>() {
          @Override
          public OracleOptimizer sgd(Optimizer.Sgd sgd) {
            return new SgdOptimizer(sgd, rounding);
          }

          @Override
          public OracleOptimizer adaptive(Optimizer.Adaptive adaptive) {
            return new AdaptiveOptimizer(adaptive, rounding);
          }
        });
  }
}
