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
import java.security.SecureRandom;
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
        new Mutant("the gradient has another mask", "D6", () -> masking(DropoutMutants::remasked)),
        new Mutant(
            "whole channels of images are dropped",
            "D7",
            () -> images((channel, pixel) -> channel)),
        new Mutant(
            "all channels of an image share a mask", "D7", () -> images((channel, pixel) -> pixel)),
        new Mutant("two dropouts share a mask", "D8", DropoutMutants::twins),
        new Mutant("the seed is ignored", "D9", DropoutMutants::seedless),
        new Mutant("the masks come from chance", "D9", DropoutMutants::chance));
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

  /** Says which elements of an image share a factor: those of one group. */
  private interface Grouping {
    int group(int channel, int pixel);
  }

  private static Defect images(Grouping grouping) {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return new ReferenceLayers(graph, initial, rounding, masks) {
          @Override
          public OracleLayer dropout(Layer.Dropout layer, ResolvedNode node) {
            return layer.rate() == 0 || !node.inputShape().isImage()
                ? super.dropout(layer, node)
                : new Grouped(layer.rate(), node.inputShape(), grouping);
          }
        };
      }
    };
  }

  /** Draws a factor for each group of elements. */
  private static final class Grouped implements OracleLayer {
    private final double rate;
    private final Shape shape;
    private final Grouping grouping;
    private final PinnedRandom random = new PinnedRandom(1);
    private double[] factors = new double[0];

    Grouped(double rate, Shape shape, Grouping grouping) {
      this.rate = rate;
      this.shape = shape;
      this.grouping = grouping;
    }

    @Override
    public double[] forward(List<double[]> inputs, int samples, boolean training) {
      double[] groups = new double[shape.size()];
      for (int i = 0; i < groups.length; i++) {
        groups[i] = random.nextDouble() < rate ? 0 : 1 / (1 - rate);
      }
      int pixels = shape.height() * shape.width();
      factors = new double[inputs.get(0).length];
      for (int i = 0; i < factors.length; i++) {
        int element = i % shape.size();
        factors[i] = groups[grouping.group(element / pixels, element % pixels)];
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
        scaled[i] *= factors[i];
      }
      return scaled;
    }
  }

  /** Starts each dropout of a network from the same number. */
  private static Defect twins() {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        long start = masks.nextInt(Integer.MAX_VALUE);
        return new ReferenceLayers(graph, initial, rounding, masks) {
          @Override
          public OracleLayer dropout(Layer.Dropout layer, ResolvedNode node) {
            return layer.rate() == 0
                ? super.dropout(layer, node)
                : new MaskingLayer(layer.rate(), new PinnedRandom(start));
          }
        };
      }
    };
  }

  private static Defect seedless() {
    return masking((rate, features, random) -> new MaskingLayer(rate, new PinnedRandom(7)));
  }

  private static Defect chance() {
    return masking(
        (rate, features, random) ->
            new MaskingLayer(rate, new PinnedRandom(new SecureRandom().nextLong())));
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
