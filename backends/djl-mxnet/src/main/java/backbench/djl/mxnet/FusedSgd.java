package backbench.djl.mxnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import backbench.djl.operation.UpdateRule;
import backbench.spi.Optimizer;
import java.util.List;

/**
 * Descends by MXNet's own update: one operation for each parameter, which with momentum computes v
 * = momentum · v - rate · g and p = p + v, as pinned.
 */
final class FusedSgd implements UpdateRule {

  private static final float NO_DECAY = 0;
  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;

  private final Optimizer.Sgd settings;
  private final List<NDArray> parameters;
  private final List<NDArray> velocities;

  /**
   * Makes the rule.
   *
   * @param velocities arrays of zeros, one for each parameter; empty without momentum
   */
  FusedSgd(Optimizer.Sgd settings, List<NDArray> parameters, List<NDArray> velocities) {
    this.settings = settings;
    this.parameters = parameters;
    this.velocities = velocities;
  }

  @Override
  public void apply(List<NDArray> gradients) {
    for (int i = 0; i < parameters.size(); i++) {
      NDArray parameter = parameters.get(i);
      NDList inputs = new NDList(parameter, gradients.get(i));
      if (!velocities.isEmpty()) {
        inputs.add(velocities.get(i));
      }
      parameter
          .getNDArrayInternal()
          .sgdUpdate(
              inputs,
              new NDList(parameter),
              (float) settings.learningRate(),
              NO_DECAY,
              NO_RESCALING,
              NO_CLIPPING,
              (float) settings.momentum(),
              false);
    }
  }
}
