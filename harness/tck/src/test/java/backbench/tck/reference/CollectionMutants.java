package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.oracle.OracleLayer;
import java.lang.ref.WeakReference;
import java.util.List;

/** Backends that go on reading what Java has collected. */
final class CollectionMutants {

  private CollectionMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "a layer's backward pass reads memory that nothing holds",
            "M1",
            () ->
                LayerDefect.wrapped(Layer.Relu.class, (layer, relu, node) -> new Forgetful(layer))),
        new Mutant(
            "a sampler's backward pass reads memory that nothing holds",
            "M2",
            () ->
                LayerDefect.wrapped(
                    Layer.AffineSampler.class, (layer, sampler, node) -> new Forgetful(layer))));
  }

  /** Remembers a factor from the way there by an object that a collection takes away. */
  private static final class Forgetful extends WrappedLayer {
    private WeakReference<double[]> factor = new WeakReference<>(null);

    Forgetful(OracleLayer layer) {
      super(layer);
    }

    @Override
    protected double[] leaving(double[] output) {
      factor = new WeakReference<>(new double[] {1});
      return output;
    }

    @Override
    protected double[] arriving(double[] outputGradient) {
      double[] held = factor.get();
      return held == null ? new double[outputGradient.length] : outputGradient;
    }
  }
}
