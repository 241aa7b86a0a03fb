package backbench.oracle.mutant;

import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.spi.Parameters;
import java.util.ArrayList;
import java.util.List;

/** Rectifiers of another shape, and samplers on another grid. */
final class PointMutants {

  private static final double LEAK = 0.01;
  private static final double CEILING = 6;
  private static final int THETA = 6;

  private PointMutants() {}

  static List<OracleMutant> of(ResolvedGraph graph) {
    List<OracleMutant> mutants = new ArrayList<>();
    if (graph.kinds().contains(LayerKind.RELU)) {
      mutants.add(rectifier("relu: clipped at 6", 0, CEILING));
      mutants.add(rectifier("relu: leaks 1%", LEAK, Double.POSITIVE_INFINITY));
    }
    if (graph.kinds().contains(LayerKind.AFFINE_SAMPLER)) {
      mutants.add(new Unaligned());
    }
    return mutants;
  }

  private static OracleMutant rectifier(String name, double leak, double ceiling) {
    return new OracleMutant(name) {
      @Override
      public OracleLayers layers(ResolvedGraph graph, Parameters initial) {
        return new OracleLayers(graph, initial, Rounding.NONE) {
          @Override
          public OracleLayer relu(Layer.Relu layer, ResolvedNode node) {
            return new OtherRectifier(leak, ceiling);
          }
        };
      }
    };
  }

  private static final class OtherRectifier implements OracleLayer {
    private final double leak;
    private final double ceiling;
    private double[] input = new double[0];

    OtherRectifier(double leak, double ceiling) {
      this.leak = leak;
      this.ceiling = ceiling;
    }

    @Override
    public double[] forward(List<double[]> inputs, int samples, boolean training) {
      input = inputs.get(0);
      double[] output = new double[input.length];
      for (int i = 0; i < output.length; i++) {
        output[i] = Math.min(Math.max(input[i], leak * input[i]), ceiling);
      }
      return output;
    }

    @Override
    public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
      double[] gradient = new double[input.length];
      for (int i = 0; i < gradient.length; i++) {
        double slope = input[i] > ceiling ? 0 : input[i] > 0 ? 1 : leak;
        gradient[i] = slope * outputGradient[i];
      }
      return List.of(gradient);
    }
  }

  /** Stretches the sampler's grid from the centres of the outer pixels to their edges. */
  private static final class Unaligned extends OracleMutant {

    Unaligned() {
      super("affine_sampler: corners not aligned");
    }

    @Override
    public OracleLayers layers(ResolvedGraph graph, Parameters initial) {
      return new OracleLayers(graph, initial, Rounding.NONE) {
        @Override
        public OracleLayer affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
          Shape in = node.inputShape();
          double across = in.width() / (in.width() - 1.0);
          double down = in.height() / (in.height() - 1.0);
          double x = (layer.width() - 1.0) / layer.width();
          double y = (layer.height() - 1.0) / layer.height();
          double[] factors = {across * x, across * y, across, down * x, down * y, down};
          return new ScaledTheta(super.affineSampler(layer, node), factors);
        }
      };
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // constants of this class alone
  private record ScaledTheta(OracleLayer right, double[] factors) implements OracleLayer {

    @Override
    public double[] forward(List<double[]> inputs, int samples, boolean training) {
      return right.forward(List.of(inputs.get(0), scaled(inputs.get(1))), samples, training);
    }

    @Override
    public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
      List<double[]> gradients = right.backward(outputGradient, inputGradients);
      return gradients.isEmpty() ? gradients : List.of(gradients.get(0), scaled(gradients.get(1)));
    }

    private double[] scaled(double[] theta) {
      double[] scaled = theta.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= factors[i % THETA];
      }
      return scaled;
    }
  }
}
