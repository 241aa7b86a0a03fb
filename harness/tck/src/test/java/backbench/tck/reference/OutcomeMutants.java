package backbench.tck.reference;

import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Backends whose results are of another kind. */
final class OutcomeMutants {

  private OutcomeMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("predictions are probabilities", "L9.2", OutcomeMutants::probabilities),
        new Mutant("parameters come back sorted by name", "L4.1", OutcomeMutants::sorted),
        new Mutant("a NaN is predicted as 0", "F4", OutcomeMutants::hiddenNaN),
        new Mutant("results keep half the bits", "L9.1", OutcomeMutants::halfPrecision));
  }

  private static Defect probabilities() {
    return new Defect() {
      @Override
      protected Tensor logits(Tensor computed) {
        int classes = computed.dims().get(1);
        Tensor probabilities = computed.copy();
        for (int row = 0; row < computed.size(); row += classes) {
          double sum = 0;
          for (int i = row; i < row + classes; i++) {
            sum += Math.exp(computed.data()[i]);
          }
          for (int i = row; i < row + classes; i++) {
            probabilities.data()[i] = (float) (Math.exp(computed.data()[i]) / sum);
          }
        }
        return probabilities;
      }
    };
  }

  /** Rounds results to 11 bits, as half precision and TF32 do. */
  private static Defect halfPrecision() {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        Rounding coarse =
            (values, from, to, terms, magnitude) -> {
              for (int i = from; i < to; i++) {
                double spacing = Math.scalb(1.0, Math.getExponent(values[i]) - 10);
                values[i] = Math.rint(values[i] / spacing) * spacing;
              }
            };
        return super.layers(graph, initial, coarse, masks);
      }
    };
  }

  private static Defect sorted() {
    return new Defect() {
      @Override
      protected Parameters exported(ResolvedGraph graph, Parameters held) {
        Map<String, Tensor> sorted = new LinkedHashMap<>();
        held.tensors().keySet().stream().sorted().forEach(name -> sorted.put(name, held.get(name)));
        return new Parameters(sorted);
      }
    };
  }

  private static Defect hiddenNaN() {
    return new Defect() {
      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        double[] logits = super.predict(model, images);
        for (int i = 0; i < logits.length; i++) {
          logits[i] = Double.isNaN(logits[i]) ? 0 : logits[i];
        }
        return logits;
      }
    };
  }
}
