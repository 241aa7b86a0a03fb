package backbench.plausibility;

import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.ResolvedNode;

/**
 * Counts the least work of each kind of layer, for one sample.
 *
 * <p>A layer of weights computes sums of products of a weight and an input. Each result is a
 * combination of the products that an algorithm makes, so there are at least as many products as
 * results that do not depend on each other. The three passes (results, gradients of weights,
 * gradients of inputs) are the same sum of triples with the roles exchanged, so each needs as many
 * as the largest of the three counts. Nothing is assumed of algorithms but that they are not of
 * Strassen's kind over channels, features and samples; {@link Plausibility#SAFETY} allows for that.
 */
final class LayerWork implements LayerVisitor<LayerWork.Counts> {

  private static final Counts NOTHING = new Counts(0, 0, 0);

  private final Flow flow;

  LayerWork(Flow flow) {
    this.flow = flow;
  }

  /**
   * Holds the counts of a layer.
   *
   * @param products for one sample
   * @param weights read for a batch
   * @param inputs read for one sample
   */
  record Counts(double products, double weights, double inputs) {}

  /**
   * Counts, for each pair of channels, one product per output pixel, per input pixel that a window
   * covers or per weight, whichever is most.
   *
   * <p>For a stride of one that is Winograd's minimum, m + r - 1 products for m results of r
   * weights. Behind a mean, output pixels are those of the mean. Gradients that a pool or dropout
   * makes zero cost nothing; each of the others meets one product per channel at least.
   */
  @Override
  public Counts conv2d(Layer.Conv2d layer, ResolvedNode node) {
    Reach reach = Reach.of(layer.window(), node.inputShape());
    double channels = node.inputShape().channels();
    double filters = layer.filters();
    double pairs = channels * filters;
    double forward =
        flow.isAveraged(node)
            ? Math.max(flow.pixelsLeft(node, reach.outputs()), reach.taps())
            : reach.most();
    if (reach.outputs() == 0) {
      forward = 0;
    }
    double slopes = Math.min(flow.gradients(node), filters * reach.outputs());
    boolean whole = slopes == filters * reach.outputs();
    // A window that fits only once makes a dense layer of the convolution: all its inputs count.
    double backward =
        whole
            ? pairs * reach.most()
            : channels * slopes * (reach.outputs() == 1 ? reach.most() : 1);
    return counted(
        node, pairs * forward, backward, pairs * reach.taps(), channels * reach.inputs());
  }

  /** Counts one product per feature and unit. */
  @Override
  public Counts dense(Layer.Dense layer, ResolvedNode node) {
    double features = node.inputShape().size();
    double weights = features * layer.units();
    return counted(node, weights, features * flow.gradients(node), weights, features);
  }

  /** Counts one product per element: its square. */
  @Override
  public Counts localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    double squares = layer.alpha() == 0 ? 0 : node.outputShape().size();
    return new Counts(squares * flow.inputDensity(node) * flow.wanted(node), 0, 0);
  }

  /** Counts nothing: it compares. */
  @Override
  public Counts maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    return NOTHING;
  }

  /** Counts nothing: it adds, and its factor can be part of the next layer's weights. */
  @Override
  public Counts avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    return NOTHING;
  }

  /** Counts nothing: its factors can be part of the next layer's weights. */
  @Override
  public Counts batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    return NOTHING;
  }

  /** Counts nothing: it compares. */
  @Override
  public Counts relu(Layer.Relu layer, ResolvedNode node) {
    return NOTHING;
  }

  /** Counts nothing: its factor can be part of the next layer's weights. */
  @Override
  public Counts dropout(Layer.Dropout layer, ResolvedNode node) {
    return NOTHING;
  }

  /** Counts nothing: it moves nothing. */
  @Override
  public Counts flatten(Layer.Flatten layer, ResolvedNode node) {
    return NOTHING;
  }

  /** Counts nothing: a grid that lies outside the image, or on its pixels, costs no product. */
  @Override
  public Counts affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    return NOTHING;
  }

  /**
   * Puts the passes of a layer of weights together.
   *
   * @param forward products of the forward pass
   * @param backward products of either gradient
   */
  private Counts counted(
      ResolvedNode node, double forward, double backward, double weights, double inputs) {
    if (flow.collapses(node)) {
      // Its weights are updated even so, one by one.
      return new Counts(0, flow.training() ? weights : 0, 0);
    }
    double products = forward * flow.wanted(node);
    if (flow.training()) {
      products += backward * (flow.needsInputGradient(node) ? 2 : 1);
    }
    return new Counts(products * flow.inputDensity(node), weights, inputs);
  }
}
