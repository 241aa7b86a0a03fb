package backbench.tck.reference;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.BackendInfo;
import backbench.spi.Batch;
import backbench.spi.Deviation;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One defect for each rule of a certificate, as small as the rule must see. */
public final class CertificateDefects {

  private CertificateDefects() {}

  /** Lists them, by rule. */
  public static List<Mutant> all() {
    return List.of(
        new Mutant("logits are off by a part in ten thousand", "N1", () -> logits(1e-4)),
        new Mutant("logits are not finite", "N1", () -> logits(Double.NaN)),
        new Mutant("the loss is off by a part in ten thousand", "N2", CertificateDefects::loss),
        new Mutant("gradients are off by a part in a thousand", "N3", () -> gradients(1.001)),
        new Mutant("one gradient is missing", "N3", CertificateDefects::frozen),
        new Mutant("Adam's betas are exchanged", "N4", CertificateDefects::exchangedBetas),
        new Mutant("steps shrink after the first", "N4", CertificateDefects::shrinking),
        new Mutant("statistics move in the first step only", "N5", CertificateDefects::movedOnce),
        new Mutant("the moving variance is unbiased", "N5", () -> unbiased(List.of())),
        new Mutant("predictions keep the initial weights", "N6", CertificateDefects::stale),
        new Mutant("later models train otherwise", "N7", () -> later(4)),
        new Mutant("the fifth model trains otherwise", "N8", () -> later(5)),
        new Mutant("weights are stored in 16 bits", "N9", CertificateDefects::stored),
        new Mutant("a parameter is not returned", "N9", CertificateDefects::withheld));
  }

  private static Defect logits(double error) {
    return new Defect() {
      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        double[] logits = super.predict(model, images);
        for (int i = 0; i < logits.length; i++) {
          logits[i] *= 1 + error;
        }
        return logits;
      }
    };
  }

  private static Defect loss() {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        return super.step(model, batch, optimizer) * 1.0001;
      }
    };
  }

  private static Defect gradients(double factor) {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = model.backpropagate(batch);
        for (OracleParameter parameter : model.parameters()) {
          for (int i = 0; i < parameter.gradient().length; i++) {
            parameter.gradient()[i] *= factor;
          }
        }
        optimizer.update(model.parameters());
        return loss;
      }
    };
  }

  private static Defect frozen() {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = model.backpropagate(batch);
        model.parameters().get(0).gradient()[3] = 0;
        optimizer.update(model.parameters());
        return loss;
      }
    };
  }

  private static Defect exchangedBetas() {
    return new Defect() {
      @Override
      protected OracleOptimizer optimizer(Optimizer asked, Rounding rounding) {
        return super.optimizer(
            asked instanceof Optimizer.Adam adam
                ? new Optimizer.Adam(
                    adam.learningRate(), adam.beta2(), adam.beta1(), adam.epsilon())
                : asked,
            rounding);
      }
    };
  }

  private static Defect shrinking() {
    return new Defect() {
      @Override
      protected OracleOptimizer optimizer(Optimizer asked, Rounding rounding) {
        OracleOptimizer right = super.optimizer(asked, rounding);
        int[] steps = {0};
        return parameters -> {
          List<double[]> before = parameters.stream().map(p -> p.values().clone()).toList();
          right.update(parameters);
          double share = Math.pow(0.99, steps[0]++);
          for (int p = 0; p < before.size(); p++) {
            double[] after = parameters.get(p).values();
            for (int i = 0; i < after.length; i++) {
              after[i] = before.get(p)[i] + share * (after[i] - before.get(p)[i]);
            }
          }
        };
      }
    };
  }

  private static Defect movedOnce() {
    return new Defect() {
      private final Map<OracleModel, Map<String, double[]>> first = new LinkedHashMap<>();

      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = super.step(model, batch, optimizer);
        Map<String, double[]> kept = first.computeIfAbsent(model, CertificateDefects::values);
        for (OracleParameter parameter : model.parameters()) {
          if (!parameter.info().trainable()) {
            double[] from = kept.get(parameter.info().name());
            System.arraycopy(from, 0, parameter.values(), 0, from.length);
          }
        }
        return loss;
      }
    };
  }

  /** Follows the unbiased variance, and says so as far as it is told to. */
  public static Defect unbiased(List<Deviation> declared) {
    return new Defect() {
      @Override
      protected BackendInfo info(BackendInfo right) {
        return right.toBuilder().deviations(declared).build();
      }

      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return NormalizationMutants.unbiasedMovingVariance()
            .layers(graph, initial, rounding, masks);
      }
    };
  }

  /** Computes another local response norm. */
  public static Defect channelNorm(UnaryOperator<Layer.LocalResponseNorm> change) {
    return LayerDefect.replaced(Layer.LocalResponseNorm.class, change);
  }

  /** Clips rectifiers at 6. */
  public static Defect clipped() {
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
                double[] clipped = output.clone();
                for (int i = 0; i < clipped.length; i++) {
                  clipped[i] = Math.min(clipped[i], 6);
                }
                return clipped;
              }

              @Override
              protected double[] arriving(double[] outputGradient) {
                double[] passed = outputGradient.clone();
                for (int i = 0; i < passed.length; i++) {
                  passed[i] = input[i] > 6 ? 0 : passed[i];
                }
                return passed;
              }
            });
  }

  /** Keeps so many bits of each input's mantissa. */
  public static Defect inputs(int bits) {
    return new Defect() {
      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        Batch copy = super.staged(graph, given, check);
        float[] pixels = copy.images().data();
        int dropped = 23 - bits;
        for (int i = 0; i < pixels.length; i++) {
          int raw = Float.floatToRawIntBits(pixels[i]) + (1 << (dropped - 1));
          pixels[i] = Float.intBitsToFloat(raw >> dropped << dropped);
        }
        return copy;
      }
    };
  }

  /** Runs another optimiser than the one that is asked for, bar plain descent. */
  public static Defect optimizer(Optimizer instead) {
    return new Defect() {
      @Override
      protected OracleOptimizer optimizer(Optimizer asked, Rounding rounding) {
        boolean plain = asked instanceof Optimizer.Sgd sgd && sgd.momentum() == 0;
        return super.optimizer(plain ? asked : instead, rounding);
      }
    };
  }

  /** Multiplies the largest gradient of the first parameter. */
  public static Defect oneGradient(double factor) {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = model.backpropagate(batch);
        double[] gradient = model.parameters().get(0).gradient();
        int largest = 0;
        for (int i = 0; i < gradient.length; i++) {
          largest = Math.abs(gradient[i]) > Math.abs(gradient[largest]) ? i : largest;
        }
        gradient[largest] *= factor;
        optimizer.update(model.parameters());
        return loss;
      }
    };
  }

  /** Follows the batch's statistics twice as fast, and declares what it is told to. */
  public static Defect forgetful(List<Deviation> declared) {
    return new Defect() {
      @Override
      protected BackendInfo info(BackendInfo right) {
        return right.toBuilder().deviations(declared).build();
      }

      @Override
      protected Graph graph(Graph asked) {
        return LayerDefect.replaced(
                Layer.BatchNorm.class,
                bn -> new Layer.BatchNorm(bn.epsilon(), 2 * bn.momentum() - 1))
            .graph(asked);
      }
    };
  }

  /** Says that it does not do the recipe. */
  public static Defect refusing() {
    return new Defect() {
      @Override
      protected OracleOptimizer optimizer(Optimizer asked, Rounding rounding) {
        if (asked instanceof Optimizer.Adaptive) {
          throw new BackbenchException(ErrorCode.UNSUPPORTED_OPTIMIZER, "no Adam");
        }
        return super.optimizer(asked, rounding);
      }
    };
  }

  private static Defect stale() {
    return new Defect() {
      private final Map<OracleModel, Map<String, double[]>> first = new LinkedHashMap<>();

      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        first.computeIfAbsent(model, CertificateDefects::values);
        return super.step(model, batch, optimizer);
      }

      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        Map<String, double[]> now = values(model);
        restore(model, first.getOrDefault(model, now));
        double[] logits = super.predict(model, images);
        restore(model, now);
        return logits;
      }
    };
  }

  private static Map<String, double[]> values(OracleModel model) {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (OracleParameter parameter : model.parameters()) {
      values.put(parameter.info().name(), parameter.values().clone());
    }
    return values;
  }

  private static void restore(OracleModel model, Map<String, double[]> values) {
    for (OracleParameter parameter : model.parameters()) {
      double[] from = values.get(parameter.info().name());
      System.arraycopy(from, 0, parameter.values(), 0, from.length);
    }
  }

  /** The certificate compiles four models: one for single steps, and three for runs. */
  private static Defect later(int model) {
    return new Defect() {
      private int models;

      @Override
      protected OracleOptimizer optimizer(Optimizer asked, Rounding rounding) {
        models++;
        return super.optimizer(
            models == model && asked instanceof Optimizer.Adam adam
                ? new Optimizer.Adam(adam.learningRate() * 1.1)
                : asked,
            rounding);
      }
    };
  }

  private static Defect stored() {
    return new Defect() {
      @Override
      protected Parameters imported(ResolvedGraph graph, Parameters given) {
        Parameters rounded = given.copy();
        for (Tensor tensor : rounded.tensors().values()) {
          float[] data = tensor.data();
          for (int i = 0; i < data.length; i++) {
            data[i] = Float.intBitsToFloat(Float.floatToIntBits(data[i]) & 0xFFFF0000);
          }
        }
        return rounded;
      }
    };
  }

  private static Defect withheld() {
    return new Defect() {
      @Override
      protected Parameters exported(ResolvedGraph graph, Parameters held) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(held.tensors());
        tensors.remove(graph.parameters().get(0).name());
        return new Parameters(tensors);
      }
    };
  }

  /** Refuses every step. */
  public static Defect throwing() {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        throw new BackbenchException(ErrorCode.ENGINE_FAILED, "the engine gave up");
      }
    };
  }
}
