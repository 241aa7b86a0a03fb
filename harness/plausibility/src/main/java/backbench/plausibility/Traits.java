package backbench.plausibility;

import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.ResolvedNode;

/**
 * Says how a layer hands on what spares work around it.
 *
 * @param weighs whether it multiplies by weights
 * @param linear whether its output is linear in its input, or can be treated so without counting
 *     too much
 * @param keepsZeros whether a zero among its inputs stays one
 * @param local whether an output that nobody looks at spares inputs
 * @param kept the share of elements that it does not drop at random while training
 */
record Traits(boolean weighs, boolean linear, boolean keepsZeros, boolean local, double kept) {

  private static final Traits WEIGHTS = new Traits(true, true, false, false, 1);
  private static final Traits COMPARES = new Traits(false, false, true, true, 1);

  /** Returns the traits of a node's layer. */
  static Traits of(ResolvedNode node) {
    return node.accept(new ByLayer());
  }

  private static final class ByLayer implements LayerVisitor<Traits> {
    @Override
    public Traits conv2d(Layer.Conv2d layer, ResolvedNode node) {
      return WEIGHTS;
    }

    @Override
    public Traits dense(Layer.Dense layer, ResolvedNode node) {
      return WEIGHTS;
    }

    @Override
    public Traits maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
      return COMPARES;
    }

    @Override
    public Traits relu(Layer.Relu layer, ResolvedNode node) {
      return COMPARES;
    }

    @Override
    public Traits localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
      return COMPARES;
    }

    @Override
    public Traits avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
      return new Traits(false, true, false, true, 1);
    }

    /** Looks at every element for its statistics, and shifts zeros. */
    @Override
    public Traits batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
      return new Traits(false, true, false, false, 1);
    }

    @Override
    public Traits dropout(Layer.Dropout layer, ResolvedNode node) {
      return new Traits(false, true, true, true, 1 - layer.rate());
    }

    @Override
    public Traits flatten(Layer.Flatten layer, ResolvedNode node) {
      return new Traits(false, true, true, true, 1);
    }

    /** Reads whatever theta says, so that nothing is known to be spared. */
    @Override
    public Traits affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
      return new Traits(false, false, false, false, 1);
    }
  }
}
