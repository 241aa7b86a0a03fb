package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import java.util.List;

/** Broken affine samplers, by what they make of theta. */
final class SamplerMutants {

  private static final int THETA = 6;
  private static final int MARGIN = 6;

  private SamplerMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("x and y are exchanged", "L10.1", SamplerMutants::exchanged),
        new Mutant("corners are not aligned", "L10.2", SamplerMutants::cornersNotAligned),
        new Mutant("the border is repeated beyond it", "L10.4", SamplerMutants::repeatedBorder),
        new Mutant("no gradient reaches theta", "L10.1", () -> withoutGradient(1)),
        new Mutant("no gradient reaches the image", "L10.1", () -> withoutGradient(0)));
  }

  private static Defect withoutGradient(int input) {
    return LayerDefect.wrapped(
        Layer.AffineSampler.class,
        (layer, sampler, node) ->
            WrappedLayer.input(
                layer, input, values -> values, gradient -> new double[gradient.length]));
  }

  private static Defect exchanged() {
    return LayerDefect.wrapped(
        Layer.AffineSampler.class,
        (layer, sampler, node) ->
            WrappedLayer.input(
                layer, 1, SamplerMutants::rowsExchanged, SamplerMutants::rowsExchanged));
  }

  private static double[] rowsExchanged(double[] theta) {
    double[] exchanged = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      exchanged[i] = theta[i / THETA * THETA + (i % THETA + THETA / 2) % THETA];
    }
    return exchanged;
  }

  /** Stretches the grid from pixel centres to pixel edges. */
  private static Defect cornersNotAligned() {
    return LayerDefect.wrapped(
        Layer.AffineSampler.class,
        (layer, sampler, node) -> {
          double out = (sampler.width() - 1.0) / sampler.width();
          double in = node.inputShape().width() / (node.inputShape().width() - 1.0);
          double[] factors = {out * in, in, in, 1, 1, 1};
          return WrappedLayer.input(
              layer, 1, theta -> scaled(theta, factors), theta -> scaled(theta, factors));
        });
  }

  private static double[] scaled(double[] theta, double[] factors) {
    double[] scaled = theta.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factors[i % THETA];
    }
    return scaled;
  }

  /** Widens the image by its own border, and narrows the grid as much. */
  private static Defect repeatedBorder() {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return new ReferenceLayers(graph, initial, rounding, masks) {
          @Override
          public OracleLayer affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
            Shape in = node.inputShape();
            Shape wide =
                Shape.image(in.channels(), in.height() + 2 * MARGIN, in.width() + 2 * MARGIN);
            double across = (in.width() - 1.0) / (wide.width() - 1);
            double down = (in.height() - 1.0) / (wide.height() - 1);
            double[] factors = {across, across, across, down, down, down};
            return new Repeating(
                super.affineSampler(layer, widened(node, wide)), in, wide, factors);
          }
        };
      }
    };
  }

  private static ResolvedNode widened(ResolvedNode node, Shape wide) {
    return new ResolvedNode(
        node.name(),
        node.layer(),
        node.inputs(),
        List.of(wide, node.inputShapes().get(1)),
        node.outputShape(),
        node.parameters(),
        node.flops(),
        node.needsGradient());
  }

  /** Samples an image with its border repeated around it. */
  private static final class Repeating extends WrappedLayer {
    private final Shape in;
    private final Shape wide;
    private final double[] factors;

    Repeating(OracleLayer layer, Shape in, Shape wide, double[] factors) {
      super(layer);
      this.in = in;
      this.wide = wide;
      this.factors = factors;
    }

    @Override
    protected double[] entering(int input, double[] values) {
      if (input == 1) {
        return scaled(values, factors);
      }
      double[] repeated = new double[values.length / in.size() * wide.size()];
      for (int i = 0; i < repeated.length; i++) {
        repeated[i] = values[source(i)];
      }
      return repeated;
    }

    @Override
    protected double[] returning(int input, double[] gradient) {
      if (input == 1) {
        return scaled(gradient, factors);
      }
      double[] folded = new double[gradient.length / wide.size() * in.size()];
      for (int i = 0; i < gradient.length; i++) {
        folded[source(i)] += gradient[i];
      }
      return folded;
    }

    private int source(int index) {
      int column = Math.max(0, Math.min(index % wide.width() - MARGIN, in.width() - 1));
      int row = index / wide.width() % wide.height() - MARGIN;
      int plane = index / (wide.width() * wide.height());
      return (plane * in.height() + Math.max(0, Math.min(row, in.height() - 1))) * in.width()
          + column;
    }
  }
}
