package backbench.dl4j.engineloop;

import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Carries parameters between their canonical layout and Deeplearning4j's.
 *
 * <p>The engine holds dense weights as [in, out] in column order, and vectors as [1, n].
 */
final class EngineLoopParameters {

  private final ResolvedGraph graph;
  private final MultiLayerNetwork network;

  EngineLoopParameters(ResolvedGraph graph, MultiLayerNetwork network) {
    this.graph = graph;
    this.network = network;
  }

  /** Overwrites all parameters of the network. */
  void write(Parameters parameters) {
    for (ResolvedNode node : graph.nodes()) {
      for (ParameterInfo info : node.parameters()) {
        try (INDArray values = Nd4j.createFromArray(parameters.get(info.name()).data())) {
          canonical(node, info).assign(values.reshape('c', dims(info)));
        }
      }
    }
  }

  /** Copies all parameters to the host. */
  Parameters read() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ResolvedNode node : graph.nodes()) {
      for (ParameterInfo info : node.parameters()) {
        try (INDArray copy = canonical(node, info).dup('c')) {
          tensors.put(info.name(), new Tensor(info.dims(), copy.data().asFloat()));
        }
      }
    }
    return new Parameters(tensors);
  }

  private static long[] dims(ParameterInfo info) {
    return info.dims().stream().mapToLong(Integer::longValue).toArray();
  }

  /** Returns a view of the engine's own numbers, in canonical layout. */
  private INDArray canonical(ResolvedNode node, ParameterInfo info) {
    INDArray own = network.getLayer(node.name()).getParam(key(info.role()));
    if (info.role() == ParameterRole.WEIGHT) {
      return own.rank() == 2 ? own.transpose() : own;
    }
    return own.reshape(info.size());
  }

  private static String key(ParameterRole role) {
    return switch (role) {
      case WEIGHT -> DefaultParamInitializer.WEIGHT_KEY;
      case BIAS -> DefaultParamInitializer.BIAS_KEY;
      case GAMMA -> BatchNormalizationParamInitializer.GAMMA;
      case BETA -> BatchNormalizationParamInitializer.BETA;
      case MOVING_MEAN -> BatchNormalizationParamInitializer.GLOBAL_MEAN;
      case MOVING_VARIANCE -> BatchNormalizationParamInitializer.GLOBAL_VAR;
    };
  }
}
