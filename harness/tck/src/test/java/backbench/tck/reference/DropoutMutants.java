package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import java.util.List;

/** Broken dropouts. */
final class DropoutMutants {

  private DropoutMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "the rate is the fraction kept",
            "D1",
            () -> masking((rate, samples, random) -> new MaskingLayer(1 - rate, random))),
        new Mutant("what is kept is not scaled up", "D2", () -> masking(DropoutMutants::unscaled)),
        new Mutant("prediction drops too", "D3", () -> masking(DropoutMutants::alwaysTraining)),
        new Mutant(
            "every step has the same mask",
            "D4",
            () -> masking((rate, samples, random) -> new Fixed(rate))),
        new Mutant("all samples share a mask", "D5", () -> masking(DropoutMutants::shared)),
        new Mutant("the gradient has another mask", "D6", () -> masking(DropoutMutants::remasked)));
  }

  private interface Maker {
    OracleLayer make(double rate, int features, PinnedRandom random);
  }

  private static Defect masking(Maker maker) {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return new ReferenceLayers(graph, initial, rounding, masks) {
          @Override
          public OracleLayer dropout(Layer.Dropout layer, ResolvedNode node) {
            return layer.rate() == 0
                ? super.dropout(layer, node)
                : maker.make(layer.rate(), node.inputShape().size(), masks);
          }
        };
      }
    };
  }

  private static OracleLayer unscaled(double rate, int features, PinnedRandom random) {
    return new WrappedLayer(new MaskingLayer(rate, random)) {
      @Override
      public double[] forward(List<double[]> inputs, int samples, boolean training) {
        double[] output = super.forward(inputs, samples, training).clone();
        for (int i = 0; i < output.length; i++) {
          output[i] *= training ? 1 - rate : 1;
        }
        return output;
      }
    };
  }

  private static OracleLayer alwaysTraining(double rate, int features, PinnedRandom random) {
    return new WrappedLayer(new MaskingLayer(rate, random)) {
      @Override
      public double[] forward(List<double[]> inputs, int samples, boolean training) {
        return super.forward(inputs, samples, true);
      }
    };
  }

  /** Starts its random numbers again for each batch. */
  private static final class Fixed implements OracleLayer {
    private final double rate;
    private OracleLayer layer;

    Fixed(double rate) {
      this.rate = rate;
      this.layer = new MaskingLayer(rate, new PinnedRandom(1));
    }

    @Override
    public double[] forward(List<double[]> inputs, int samples, boolean training) {
      layer = new MaskingLayer(rate, new PinnedRandom(1));
      return layer.forward(inputs, samples, training);
    }

    @Override
    public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
      return layer.backward(outputGradient, inputGradients);
    }
  }

  private static OracleLayer shared(double rate, int features, PinnedRandom random) {
    return new OracleLayer() {
      private final double[] factors = new double[features];

      @Override
      public double[] forward(List<double[]> inputs, int samples, boolean training) {
        for (int i = 0; i < features; i++) {
          factors[i] = random.nextDouble() < rate ? 0 : 1 / (1 - rate);
        }
        return training ? scaled(inputs.get(0)) : inputs.get(0);
      }

      @Override
      public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
        return List.of(scaled(outputGradient));
      }

      private double[] scaled(double[] values) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
          scaled[i] *= factors[i % features];
        }
        return scaled;
      }
    };
  }

  private static OracleLayer remasked(double rate, int features, PinnedRandom random) {
    OracleLayer there = new MaskingLayer(rate, random);
    OracleLayer back = new MaskingLayer(rate, random);
    return new OracleLayer() {
      @Override
      public double[] forward(List<double[]> inputs, int samples, boolean training) {
        back.forward(inputs, samples, training);
        return there.forward(inputs, samples, training);
      }

      @Override
      public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
        return back.backward(outputGradient, inputGradients);
      }
    };
  }
}
