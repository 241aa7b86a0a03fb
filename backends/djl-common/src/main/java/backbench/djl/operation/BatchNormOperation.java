package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.norm.BatchNorm;
import backbench.graph.Layer;
import backbench.graph.Shape;

/**
 * Normalises over the batch with exact moving statistics.
 *
 * <p>PyTorch moves the moving variance by the batch's Bessel-corrected one, which is n / (n - 1)
 * times the biased one that is pinned. The moving variance is linear in what it is fed, so holding
 * n / (n - 1) times the pinned value in the engine's array makes the engine's update the pinned
 * one, at no cost while n stays the same.
 */
final class BatchNormOperation implements Operation {

  private final float epsilon;
  private final float momentum;
  private final Shape shape;
  private final int gamma;
  private final int beta;
  private final Parameter movingMean;
  private final Parameter movingVariance;
  private final EngineDialect dialect;

  BatchNormOperation(
      Layer.BatchNorm layer,
      Shape shape,
      int gamma,
      int beta,
      Parameter movingMean,
      Parameter movingVariance,
      EngineDialect dialect) {
    this.epsilon = (float) layer.epsilon();
    this.momentum = (float) layer.momentum();
    this.shape = shape;
    this.gamma = gamma;
    this.beta = beta;
    this.movingMean = movingMean;
    this.movingVariance = movingVariance;
    this.dialect = dialect;
  }

  @Override
  public NDArray apply(NDList inputs, Pass pass) {
    NDArray x = inputs.head();
    NDArray scale = pass.parameters().get(gamma);
    NDArray shift = pass.parameters().get(beta);
    if (!pass.training()) {
      return normalise(x, movingVariance.value(), scale, shift, false);
    }
    long n = x.size() / shape.channels();
    if (dialect.besselCorrectsMovingVariance()) {
      if (n == 1) {
        return normaliseOne(x, scale, shift);
      }
      movingVariance.rescale((double) n / (n - 1));
    }
    return normalise(x, movingVariance.array(), scale, shift, true);
  }

  private NDArray normalise(
      NDArray x, NDArray variance, NDArray scale, NDArray shift, boolean training) {
    return BatchNorm.batchNorm(
            x,
            movingMean.array(),
            variance,
            scale,
            shift,
            dialect.batchNormAxis(),
            momentum,
            epsilon,
            training)
        .head();
  }

  /**
   * Handles a single value per channel, which equals its mean and has no variance: an engine that
   * corrects by n / (n - 1) refuses it.
   */
  private NDArray normaliseOne(NDArray x, NDArray scale, NDArray shift) {
    NDArray flat = x.stopGradient().reshape(shape.channels());
    movingMean.array().muli(momentum).addi(flat.mul(1 - momentum));
    movingVariance.array().muli(momentum);
    NDArray zero = flat.sub(flat);
    return zero.mul(scale).add(shift).reshape(x.getShape());
  }
}
