package backbench.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import backbench.graph.Layer;
import backbench.graph.ResolvedNode;
import backbench.spi.Optimizer;
import java.util.List;

/** Says where one DJL engine differs from another under the same NDArray interface. */
public interface EngineDialect {

  /** Returns the axis that DJL's batch normalisation takes for channels to be the second one. */
  int batchNormAxis();

  /**
   * Tells whether the engine's batch normalisation multiplies the batch variance by n / (n - 1)
   * before it moves the moving one.
   */
  boolean besselCorrectsMovingVariance();

  /**
   * Copies numbers from the host to the engine.
   *
   * @param values in row-major order, as many as the shape holds
   */
  NDArray upload(NDManager manager, float[] values, Shape shape);

  /**
   * Returns an array with a parameter's own storage and no gradient yet, to differentiate by; it
   * lives as long as the surrounding scope.
   */
  NDArray leaf(NDArray parameter);

  /**
   * Makes the normalisation across channels; the engine's own where that computes the pinned
   * formula faster.
   *
   * @param manager closes with the model
   */
  default Operation localResponseNorm(
      NDManager manager, Layer.LocalResponseNorm layer, ResolvedNode node) {
    return new LocalResponseNormOperation(manager, layer, node.inputShape().channels());
  }

  /**
   * Makes the sampler, which takes the image and theta, [n, 6]; the engine's own where that
   * computes the pinned formula faster.
   *
   * @param manager closes with the model
   */
  default Operation affineSampler(NDManager manager, Layer.AffineSampler layer, ResolvedNode node) {
    return new AffineSamplerOperation(manager, layer, node.inputShape());
  }

  /**
   * Makes Adam's update; the engine's own fused one where that computes the pinned formula.
   *
   * @param manager closes with the model
   * @param means arrays of zeros, one for each parameter, in the parameter's memory format
   * @param variances the same again
   */
  default UpdateRule adam(
      NDManager manager,
      Optimizer.Adam settings,
      List<NDArray> parameters,
      List<NDArray> means,
      List<NDArray> variances) {
    return new UpdateRule.Adam(settings, parameters, means, variances);
  }

  /** Restarts the engine's random generator, which draws the dropout masks. */
  void seed(long seed);

  /** Waits until everything that was asked of the engine is done. */
  void complete();
}
