package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import backbench.graph.Layer;
import backbench.graph.ResolvedNode;
import backbench.spi.Optimizer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
   * Returns an array with a parameter's own storage to differentiate by, in whose gradient a
   * backward pass leaves that pass alone: a new array that lives as long as the surrounding scope,
   * or the parameter itself where the engine overwrites gradients.
   */
  NDArray leaf(NDArray parameter);

  /**
   * Computes the logarithm of the softmax to single precision, without overflow.
   *
   * @param logits [n, classes]
   */
  default NDArray logSoftmax(NDArray logits) {
    return logits.logSoftmax(1);
  }

  /**
   * Returns what tells of each sample whether it holds a NaN, where the engine's rectifier and max
   * pool would lose it: [n, 1], 0 or NaN. Empty where a NaN wins, as pinned.
   *
   * @param values [n, channels, height, width] or [n, features]
   */
  default Optional<NDArray> nanLostByComparing(NDArray values) {
    return Optional.empty();
  }

  /**
   * Tells whether the engine pads kernels in less time than images. A convolution whose padding is
   * uneven then pads alike on both sides, and its kernel has zeros where that is too much.
   */
  default boolean padsKernels() {
    return false;
  }

  /**
   * Surrounds images with a constant.
   *
   * @param images [n, channels, height, width], or kernels
   * @param sides pixels to add: left, right, top, bottom
   */
  default NDArray pad(NDArray images, Shape sides, double value) {
    return images.pad(sides, value);
  }

  /**
   * Makes a differentiable operation that raises each element to a power.
   *
   * <p>Made once: an engine may read the exponent again in the backward pass.
   *
   * @param manager keeps what the operation needs
   */
  default UnaryOperator<NDArray> power(NDManager manager, float exponent) {
    return values -> values.pow(exponent);
  }

  /** Multiplies matrices one by one: [n, rows, k] by [n, k, columns]. */
  default NDArray batchProduct(NDArray left, NDArray right) {
    return left.batchMatMul(right);
  }

  /**
   * Makes the normalisation across channels; the engine's own where that computes the pinned
   * formula faster.
   *
   * @param manager closes with the model
   */
  default Operation localResponseNorm(
      NDManager manager, Layer.LocalResponseNorm layer, ResolvedNode node) {
    return new LocalResponseNormOperation(this, manager, layer, node.inputShape().channels());
  }

  /**
   * Makes the sampler, which takes the image and theta, [n, 6]; the engine's own where that
   * computes the pinned formula faster.
   *
   * @param manager closes with the model
   */
  default Operation affineSampler(NDManager manager, Layer.AffineSampler layer, ResolvedNode node) {
    return new AffineSamplerOperation(this, manager, layer, node.inputShape());
  }

  /**
   * Makes the update of plain descent, or of descent with momentum; the engine's own fused one
   * where that computes the pinned formula.
   *
   * @param manager closes with the model
   * @param velocities arrays of zeros, one for each parameter; empty without momentum
   */
  default UpdateRule sgd(
      NDManager manager,
      Optimizer.Sgd settings,
      List<NDArray> parameters,
      List<NDArray> velocities) {
    return new UpdateRule.Sgd(
        parameters,
        velocities,
        manager.full(new Shape(), (float) settings.learningRate()),
        manager.full(new Shape(), (float) settings.momentum()));
  }

  /**
   * Makes the update of Adam or RMSprop; the engine's own fused one where that computes the pinned
   * formula.
   *
   * @param manager closes with the model
   * @param means arrays of zeros, one for each parameter, in the parameter's memory format
   * @param variances the same again
   */
  default UpdateRule adaptive(
      NDManager manager,
      Optimizer.Adaptive settings,
      List<NDArray> parameters,
      List<NDArray> means,
      List<NDArray> variances) {
    return new UpdateRule.Adaptive(settings, parameters, means, variances);
  }

  /** Restarts the engine's random generator, which draws the dropout masks. */
  void seed(long seed);

  /** Waits until everything that was asked of a manager's device is done. */
  void complete(NDManager manager);
}
