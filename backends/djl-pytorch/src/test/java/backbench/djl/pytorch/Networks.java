package backbench.djl.pytorch;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.random.PinnedRandom;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the small networks, batches and backends of the tests. */
final class Networks {

  private static final long SEED = 17;

  private Networks() {}

  /** Makes a chain of layers, named a, b, c and so on. */
  static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String previous = Graph.INPUT;
    for (Layer layer : layers) {
      String name = Character.toString('a' + nodes.size());
      nodes.add(new Node(name, layer, List.of(previous)));
      previous = name;
    }
    return new Graph("tiny", input, nodes, previous).resolve();
  }

  /** Opens the backend with one memory format. */
  static Backend open(String format, long seed, Path scratch) {
    return new PyTorchProvider()
        .open(
            BackendConfig.cpu(2, seed, scratch)
                .withOptions(Map.of(PyTorchProvider.FORMAT_OPTION, format)));
  }

  /** Draws parameters that are nowhere special: no zero biases, no unit variances. */
  static Parameters parameters(ResolvedGraph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph
        .parameters()
        .forEach(
            info -> {
              PinnedRandom random = PinnedRandom.stream(SEED, info.name());
              float[] values = new float[info.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] =
                    switch (info.role()) {
                      case GAMMA, MOVING_VARIANCE -> (float) random.nextDouble(0.5, 1.5);
                      default -> (float) (0.4 * random.nextGaussian());
                    };
              }
              tensors.put(info.name(), new Tensor(info.dims(), values));
            });
    return new Parameters(tensors);
  }

  /** Draws a batch for a graph. */
  static Batch batch(ResolvedGraph graph, int size) {
    PinnedRandom random = PinnedRandom.stream(SEED, "batch " + size);
    List<Integer> dims = new ArrayList<>(List.of(size));
    dims.addAll(graph.inputShape().dims());
    Tensor images = Tensor.zeros(dims);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) random.nextGaussian();
    }
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % graph.classes();
    }
    return new Batch(images, labels);
  }

  /** Makes the recipe of plain descent. */
  static Optional<TrainingSpec> descent(double rate) {
    return Optional.of(new TrainingSpec(new Optimizer.Sgd(rate)));
  }
}
