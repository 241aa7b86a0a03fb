package backbench.oracle.mutant;

import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.spi.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Normalisations with the constants, the variance or the neighbourhood of another engine. */
final class NormMutants {

  private static final double EPSILON_OF_TORCH = 1e-5;
  private static final double EPSILON_OF_KERAS = 1e-3;

  private NormMutants() {}

  static List<OracleMutant> of(ResolvedGraph graph) {
    List<OracleMutant> mutants = new ArrayList<>();
    if (graph.kinds().contains(LayerKind.BATCH_NORM)) {
      Stream.of(
              batchNorm(
                  "batch_norm: another epsilon",
                  graph,
                  bn ->
                      new Layer.BatchNorm(
                          bn.epsilon() == EPSILON_OF_TORCH ? EPSILON_OF_KERAS : EPSILON_OF_TORCH,
                          bn.momentum())),
              batchNorm(
                  "batch_norm: momentum the other way round",
                  graph,
                  bn -> new Layer.BatchNorm(bn.epsilon(), 1 - bn.momentum())),
              batchNorm(
                  "batch_norm: momentum off by 0.001",
                  graph,
                  bn -> new Layer.BatchNorm(bn.epsilon(), Math.abs(bn.momentum() - 0.001))))
          .flatMap(Optional::stream)
          .forEach(mutants::add);
      mutants.add(new Unbiased());
    }
    Stream.of(
            lrn(
                "lrn: alpha over n",
                graph,
                lrn ->
                    new Layer.LocalResponseNorm(
                        lrn.size(), lrn.k(), lrn.alpha() / lrn.size(), lrn.beta())),
            lrn(
                "lrn: alpha 0",
                graph,
                lrn -> new Layer.LocalResponseNorm(lrn.size(), lrn.k(), 0, lrn.beta())),
            lrn(
                "lrn: k off by 1%",
                graph,
                lrn ->
                    new Layer.LocalResponseNorm(
                        lrn.size(), 1.01 * lrn.k(), lrn.alpha(), lrn.beta())),
            lrn(
                "lrn: beta off by 1%",
                graph,
                lrn ->
                    new Layer.LocalResponseNorm(
                        lrn.size(), lrn.k(), lrn.alpha(), 1.01 * lrn.beta())),
            lrn(
                "lrn: n larger by 2",
                graph,
                lrn ->
                    new Layer.LocalResponseNorm(lrn.size() + 2, lrn.k(), lrn.alpha(), lrn.beta())))
        .flatMap(Optional::stream)
        .forEach(mutants::add);
    return mutants;
  }

  private static Optional<OracleMutant> batchNorm(
      String name, ResolvedGraph graph, UnaryOperator<Layer.BatchNorm> change) {
    return ReplacedLayers.of(name, graph, Layer.BatchNorm.class, (bn, node) -> change.apply(bn));
  }

  private static Optional<OracleMutant> lrn(
      String name, ResolvedGraph graph, UnaryOperator<Layer.LocalResponseNorm> change) {
    return ReplacedLayers.of(
        name, graph, Layer.LocalResponseNorm.class, (lrn, node) -> change.apply(lrn));
  }

  /** Lets the moving variance follow that of a sample (Bessel) in place of that of the batch. */
  private static final class Unbiased extends OracleMutant {

    Unbiased() {
      super("batch_norm: moving variance unbiased");
    }

    @Override
    public OracleLayers layers(ResolvedGraph graph, Parameters initial) {
      return new OracleLayers(graph, initial, Rounding.NONE) {
        @Override
        public OracleLayer batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
          double[] moving = parameter(node, ParameterRole.MOVING_VARIANCE).values();
          OracleLayer right = super.batchNorm(layer, node);
          return new UnbiasedBatchNorm(right, layer.momentum(), moving);
        }
      };
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // the layer's own array, which it follows
  private record UnbiasedBatchNorm(OracleLayer right, double momentum, double[] moving)
      implements OracleLayer {

    @Override
    public double[] forward(List<double[]> inputs, int samples, boolean training) {
      double[] before = moving.clone();
      double[] output = right.forward(inputs, samples, training);
      double count = (double) output.length / moving.length;
      if (training && count > 1) {
        for (int i = 0; i < moving.length; i++) {
          double followed = moving[i] - momentum * before[i];
          moving[i] = momentum * before[i] + followed * count / (count - 1);
        }
      }
      return output;
    }

    @Override
    public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
      return right.backward(outputGradient, inputGradients);
    }
  }
}
