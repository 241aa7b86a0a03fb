package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.OracleModel;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.List;

/** Broken normalisations and rectifiers. */
final class NormalizationMutants {

  private NormalizationMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "batch norm's epsilon is 1e-5",
            "L4.9",
            () ->
                LayerDefect.replaced(
                    Layer.BatchNorm.class, bn -> new Layer.BatchNorm(1e-5, bn.momentum()))),
        new Mutant(
            "batch norm's momentum is the other way round",
            "L4.1",
            () ->
                LayerDefect.replaced(
                    Layer.BatchNorm.class,
                    bn -> new Layer.BatchNorm(bn.epsilon(), 1 - bn.momentum()))),
        new Mutant(
            "the moving variance follows the unbiased one",
            "L4.1",
            NormalizationMutants::unbiasedMovingVariance),
        new Mutant(
            "prediction uses the batch's own statistics",
            "L4.1",
            NormalizationMutants::predictsWithBatchStatistics),
        new Mutant(
            "prediction moves the statistics",
            "L4.2",
            NormalizationMutants::predictionMovesStatistics),
        new Mutant(
            "channel norm divides alpha by its size",
            "L5.1",
            () ->
                LayerDefect.replaced(
                    Layer.LocalResponseNorm.class,
                    lrn ->
                        new Layer.LocalResponseNorm(
                            lrn.size(), lrn.k(), lrn.alpha() / lrn.size(), lrn.beta()))),
        new Mutant(
            "channel norm starts from 1",
            "L5.2",
            () ->
                LayerDefect.replaced(
                    Layer.LocalResponseNorm.class,
                    lrn -> new Layer.LocalResponseNorm(lrn.size(), 1, lrn.alpha(), lrn.beta()))),
        new Mutant(
            "channel norm differentiates as if its divisor were constant",
            "L5.1",
            NormalizationMutants::constantDivisor),
        new Mutant("a rectifier leaks", "L6.1", NormalizationMutants::leaks),
        new Mutant("a rectifier drops NaN", "F2", NormalizationMutants::rectifierDropsNaN));
  }

  static Defect unbiasedMovingVariance() {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return new ReferenceLayers(graph, initial, rounding, masks) {
          @Override
          public OracleLayer batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
            double[] moving = parameter(node, ParameterRole.MOVING_VARIANCE).values();
            OracleLayer right = super.batchNorm(layer, node);
            return new Unbiased(right, layer.momentum(), moving);
          }
        };
      }
    };
  }

  /** Corrects what the moving variance was given (Bessel). */
  private static final class Unbiased extends WrappedLayer {
    private final double momentum;
    private final double[] moving;

    Unbiased(OracleLayer layer, double momentum, double[] moving) {
      super(layer);
      this.momentum = momentum;
      this.moving = moving;
    }

    @Override
    public double[] forward(List<double[]> inputs, int samples, boolean training) {
      double[] before = moving.clone();
      double[] output = super.forward(inputs, samples, training);
      if (training) {
        double count = (double) output.length / moving.length;
        for (int i = 0; i < moving.length; i++) {
          double followed = moving[i] - momentum * before[i];
          moving[i] = momentum * before[i] + followed * count / (count - 1);
        }
      }
      return output;
    }
  }

  private static Defect predictsWithBatchStatistics() {
    return new Defect() {
      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        return model.forwardTraining(images);
      }
    };
  }

  private static Defect predictionMovesStatistics() {
    return new Defect() {
      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        double[] logits = model.predict(images);
        model.forwardTraining(images);
        return logits;
      }
    };
  }

  private static Defect constantDivisor() {
    return LayerDefect.wrapped(
        Layer.LocalResponseNorm.class,
        (layer, lrn, node) ->
            new WrappedLayer(layer) {
              private double[] input = new double[0];
              private double[] output = new double[0];
              private double[] outputGradient = new double[0];

              @Override
              protected double[] entering(int index, double[] values) {
                input = values;
                return values;
              }

              @Override
              protected double[] leaving(double[] values) {
                output = values;
                return values;
              }

              @Override
              protected double[] arriving(double[] gradient) {
                outputGradient = gradient;
                return gradient;
              }

              @Override
              protected double[] returning(int index, double[] gradient) {
                double[] scaled = new double[gradient.length];
                for (int i = 0; i < scaled.length; i++) {
                  scaled[i] = outputGradient[i] * output[i] / input[i];
                }
                return scaled;
              }
            });
  }

  private static Defect leaks() {
    return LayerDefect.wrapped(
        Layer.Relu.class,
        (layer, relu, node) ->
            new WrappedLayer(layer) {
              private double[] input = new double[0];

              @Override
              protected double[] entering(int index, double[] values) {
                input = values;
                return values;
              }

              @Override
              protected double[] leaving(double[] output) {
                double[] leaking = output.clone();
                for (int i = 0; i < leaking.length; i++) {
                  leaking[i] += 0.01 * Math.min(input[i], 0);
                }
                return leaking;
              }
            });
  }

  private static Defect rectifierDropsNaN() {
    return LayerDefect.wrapped(
        Layer.Relu.class,
        (layer, relu, node) ->
            WrappedLayer.input(layer, 0, NormalizationMutants::zeroForNaN, gradient -> gradient));
  }

  private static double[] zeroForNaN(double[] values) {
    double[] changed = values.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = Double.isNaN(changed[i]) ? 0 : changed[i];
    }
    return changed;
  }
}
