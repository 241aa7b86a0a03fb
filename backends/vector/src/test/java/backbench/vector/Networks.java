package backbench.vector;

import backbench.graph.Graph;
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
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String name = "n" + nodes.size();
      nodes.add(new Node(name, layer, List.of(last)));
      last = name;
    }
    return new Graph("test", input, nodes, last).resolve();
  }

  /** Has every kind of layer, awkward shapes, and enough work to be shared out. */
  static ResolvedGraph everyKind(double dropout) {
    return chain(
        Shape.image(3, 23, 17),
        new Layer.Conv2d(19, Window.square(4, 1, SAME), true),
        new Layer.Relu(),
        new Layer.BatchNorm(),
        new Layer.MaxPool2d(Window.square(2, 2, VALID)),
        new Layer.Conv2d(33, Window.square(3, 1, SAME), false),
        new Layer.Relu(),
        new Layer.AvgPool2d(Window.square(2, 2, SAME)),
        new Layer.Conv2d(5, new Window(3, 2, 2, 1, new Padding.Explicit(1, 0, 0, 1)), true),
        new Layer.MaxPool2d(Window.square(3, 1, SAME)),
        new Layer.Flatten(),
        new Layer.Dense(70),
        new Layer.Relu(),
        new Layer.Dropout(dropout),
        new Layer.Dense(7));
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
