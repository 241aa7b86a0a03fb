package backbench.graph;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/**
 * Handles each kind of layer; what a backend's compiler is made of.
 *
 * <p>A kind that is not overridden throws {@code UNSUPPORTED_LAYER}, so a plugin keeps compiling
 * when a kind is added.
 *
 * @param <R> what handling a layer gives
 * @since 0.1
 */
public interface LayerVisitor<R> {

  /** Handles a convolution. */
  default R conv2d(Layer.Conv2d layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles max pooling. */
  default R maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles average pooling. */
  default R avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles batch normalisation. */
  default R batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles local response normalisation. */
  default R localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles the rectifier. */
  default R relu(Layer.Relu layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles dropout. */
  default R dropout(Layer.Dropout layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles flattening. */
  default R flatten(Layer.Flatten layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles a dense layer. */
  default R dense(Layer.Dense layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Handles the affine sampler. */
  default R affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    throw unsupported(layer, node);
  }

  /** Makes the error for a kind that is not handled. */
  private static BackbenchException unsupported(Layer layer, ResolvedNode node) {
    return new BackbenchException(
        ErrorCode.UNSUPPORTED_LAYER,
        "node '" + node.name() + "': this backend has no layer '" + layer.kind().id() + "'");
  }
}
