package backbench.tck;

import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Builds the small networks and batches of the rules. */
final class Networks {

  static final Padding SAME = new Padding.Same();
  static final Padding VALID = new Padding.Valid();

  private static final int CLASSES = 3;

  private Networks() {}

  /** Makes a chain of layers, which ends in a vector. */
  static ResolvedGraph chain(Shape input, Layer... layers) {
    return chain(input, Arrays.asList(layers));
  }

  private static ResolvedGraph chain(Shape input, List<Layer> layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String name = layer.kind().id() + "-" + (nodes.size() + 1);
      nodes.add(new Node(name, layer, List.of(last)));
      last = name;
    }
    return new Graph("tck", input, nodes, last).resolve();
  }

  /** Puts layers between the input and a classifier. */
  static ResolvedGraph classified(Shape input, Layer... layers) {
    List<Layer> all = new ArrayList<>(Arrays.asList(layers));
    if (input.isImage()) {
      all.add(new Layer.Flatten());
    }
    all.add(new Layer.Dense(CLASSES));
    return chain(input, all);
  }

  /** Puts layers between something that learns and a classifier, so that gradients pass them. */
  static ResolvedGraph between(Shape input, Layer... layers) {
    List<Layer> all = new ArrayList<>();
    all.add(input.isImage() ? conv(input.channels(), 1, VALID) : new Layer.Dense(input.size()));
    all.addAll(Arrays.asList(layers));
    return classified(input, all.toArray(Layer[]::new));
  }

  static Layer conv(int filters, int kernel, Padding padding) {
    return new Layer.Conv2d(filters, Window.square(kernel, 1, padding), true);
  }

  static Layer maxPool(int kernel, int stride) {
    return new Layer.MaxPool2d(Window.square(kernel, stride, VALID));
  }

  /** A graph that is no chain: one node feeds the image and theta, which meet in the sampler. */
  static ResolvedGraph sampled(Shape input, int height, int width, double... identityLike) {
    Initializer bias = new Initializer.Values(Arrays.stream(identityLike).boxed().toList());
    Layer theta = new Layer.Dense(6, true, new Initializer.Normal(0.02), bias);
    return new Graph(
            "tck",
            input,
            List.of(
                new Node("features", conv(input.channels(), 3, SAME), List.of(Graph.INPUT)),
                new Node("vector", new Layer.Flatten(), List.of("features")),
                new Node("theta", theta, List.of("vector")),
                new Node(
                    "sampler",
                    new Layer.AffineSampler(height, width),
                    List.of("features", "theta")),
                new Node("sampled", new Layer.Flatten(), List.of("sampler")),
                new Node("logits", new Layer.Dense(CLASSES), List.of("sampled"))),
            "logits")
        .resolve();
  }

  /**
   * The network of the lifecycle rules: small, with the moving statistics that may leak, where a
   * backend declares them. Dropout has rules of its own: models of one backend need not draw the
   * same masks.
   */
  static ResolvedGraph small(Set<LayerKind> declared) {
    List<Layer> layers = new ArrayList<>();
    layers.add(conv(4, 3, SAME));
    if (declared.contains(LayerKind.BATCH_NORM)) {
      layers.add(new Layer.BatchNorm());
    }
    layers.add(new Layer.Relu());
    layers.add(maxPool(2, 2));
    layers.add(new Layer.Flatten());
    layers.add(new Layer.Dense(5));
    return chain(Shape.image(2, 8, 7), layers);
  }

  /** Draws a batch of inputs in [-1, 1). */
  static Batch batch(ResolvedGraph graph, int samples, long seed) {
    List<Integer> dims = new ArrayList<>(List.of(samples));
    dims.addAll(graph.inputShape().dims());
    Tensor images = Tensor.zeros(dims);
    PinnedRandom random = PinnedRandom.stream(seed, "tck batch");
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) random.nextDouble(-1, 1);
    }
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = random.nextInt(graph.classes());
    }
    return new Batch(images, labels);
  }

  /** Makes one batch of given values, row by row. */
  static Batch batch(ResolvedGraph graph, int[] labels, float... values) {
    List<Integer> dims = new ArrayList<>(List.of(labels.length));
    dims.addAll(graph.inputShape().dims());
    return new Batch(new Tensor(dims, values), labels);
  }
}
