package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.oracle.layer.OracleLayer;
import java.lang.ref.WeakReference;
import java.util.List;

/** Backends whose backward pass reads what Java may have collected since the forward pass. */
final class GarbageCollectionMutants {

  private GarbageCollectionMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "nothing holds what a channel norm's forward pass saves",
            "M1",
            () -> losing(Layer.LocalResponseNorm.class)),
        new Mutant(
            "nothing holds what a batch norm's forward pass saves",
            "M1",
            () -> losing(Layer.BatchNorm.class)),
        new Mutant(
            "nothing holds what a sampler's forward pass saves",
            "M2",
            () -> losing(Layer.AffineSampler.class)),
        new Mutant(
            "nothing holds what a mean pool's forward pass saves",
            "M2",
            () -> losing(Layer.AvgPool2d.class)));
  }

  private static <T extends Layer> Defect losing(Class<T> type) {
    return LayerDefect.wrapped(type, (layer, described, node) -> new Losing(layer));
  }

  /** Has no gradient if what its forward pass saved is gone. */
  private static final class Losing extends WrappedLayer {
    private WeakReference<Object> saved = new WeakReference<>(null);

    Losing(OracleLayer layer) {
      super(layer);
    }

    @Override
    protected double[] leaving(double[] output) {
      saved = new WeakReference<>(new Object());
      return output;
    }

    @Override
    protected double[] arriving(double[] outputGradient) {
      return saved.get() == null ? new double[outputGradient.length] : outputGradient;
    }
  }
}
