package backbench.vector;

import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Builds small networks and batches for tests. */
final class Networks {

  static final Padding SAME = new Padding.Same();
  static final Padding VALID = new Padding.Valid();

  private Networks() {}

  /** Chains layers, named by their place. */
  static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = append(nodes, Graph.INPUT, layers);
    return new Graph("test", input, nodes, last).resolve();
  }

  private static String append(List<Node> nodes, String source, Layer... layers) {
    String last = source;
    for (Layer layer : layers) {
      String name = "n" + nodes.size();
      nodes.add(new Node(name, layer, List.of(last)));
      last = name;
    }
    return last;
  }

  /** Appends a sampler whose matrix is a little off the identity and learns from the image. */
  private static String sample(List<Node> nodes, String image, int height, int width) {
    Initializer bias = new Initializer.Values(List.of(0.9, 0.1, 0.05, -0.1, 1.2, -0.04));
    Layer theta = new Layer.Dense(6, true, new Initializer.Normal(0.02), bias);
    String matrix = append(nodes, image, new Layer.Flatten(), theta);
    nodes.add(new Node("sampler", new Layer.AffineSampler(height, width), List.of(image, matrix)));
    return "sampler";
  }

  /** Has every kind of layer, awkward shapes, and enough work to be shared out. */
  static ResolvedGraph everyKind(double dropout) {
    List<Node> nodes = new ArrayList<>();
    String features =
        append(
            nodes,
            Graph.INPUT,
            new Layer.Conv2d(19, Window.square(4, 1, SAME), true),
            new Layer.Relu(),
            new Layer.BatchNorm(),
            new Layer.LocalResponseNorm(),
            new Layer.MaxPool2d(Window.square(2, 2, VALID)));
    String sampled = sample(nodes, features, 10, 9);
    String logits =
        append(
            nodes,
            sampled,
            new Layer.Conv2d(33, Window.square(3, 1, SAME), false),
            new Layer.Relu(),
            new Layer.LocalResponseNorm(3, 1, 0.1, 0.6),
            new Layer.AvgPool2d(Window.square(2, 2, SAME)),
            new Layer.Conv2d(5, new Window(3, 2, 2, 1, new Padding.Explicit(1, 0, 0, 1)), true),
            new Layer.MaxPool2d(Window.square(3, 1, SAME)),
            new Layer.Flatten(),
            new Layer.Dense(70),
            new Layer.Relu(),
            new Layer.Dropout(dropout),
            new Layer.Dense(7));
    return new Graph("test", Shape.image(3, 23, 17), nodes, logits).resolve();
  }

  /** Draws images from [0, 1) with labels. */
  static Batch batch(ResolvedGraph graph, int size, long seed) {
    PinnedRandom random = new PinnedRandom(seed);
    List<Integer> dims = new ArrayList<>();
    dims.add(size);
    dims.addAll(graph.inputShape().dims());
    Tensor images = Tensor.zeros(dims);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) random.nextDouble();
    }
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(graph.classes());
    }
    return new Batch(images, labels);
  }
}
