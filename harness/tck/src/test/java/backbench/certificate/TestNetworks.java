package backbench.certificate;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.List;

/** Networks like the ones that ship with the project, of smaller images. */
final class TestNetworks {

  private static final Padding SAME = new Padding.Same();

  private TestNetworks() {}

  /** LeNet with a batch norm behind each layer, the dense ones included. */
  static ResolvedGraph leNetWithBatchNorm() {
    return chain(
        Shape.image(1, 16, 16),
        conv(6, 5),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        pool(),
        conv(16, 5),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        pool(),
        new Layer.Flatten(),
        new Layer.Dense(60),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        new Layer.Dense(42),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        new Layer.Dense(10));
  }

  /** A perceptron with a batch norm. */
  static ResolvedGraph perceptronWithBatchNorm() {
    return chain(
        Shape.image(1, 28, 28),
        new Layer.Flatten(),
        new Layer.Dense(64),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        new Layer.Dense(10));
  }

  /** Convolutions, rectifiers and pools: deep-cnn. */
  static ResolvedGraph deep() {
    return chain(
        Shape.image(1, 14, 14),
        conv(12, 3),
        new Layer.Relu(),
        conv(12, 3),
        new Layer.Relu(),
        pool(),
        conv(12, 3),
        new Layer.Relu(),
        conv(12, 3),
        new Layer.Relu(),
        pool(),
        new Layer.Flatten(),
        new Layer.Dense(32),
        new Layer.Relu(),
        new Layer.Dense(10));
  }

  /** The same with batch norms behind rectifiers, two of them in a row: deep-cnn-bn. */
  static ResolvedGraph deepWithBatchNorm() {
    return chain(
        Shape.image(1, 14, 14),
        conv(12, 3),
        new Layer.Relu(),
        new Layer.BatchNorm(),
        conv(12, 3),
        new Layer.Relu(),
        new Layer.BatchNorm(),
        pool(),
        conv(12, 3),
        new Layer.Relu(),
        new Layer.BatchNorm(),
        new Layer.BatchNorm(),
        conv(12, 3),
        new Layer.Relu(),
        pool(),
        new Layer.Flatten(),
        new Layer.Dense(32),
        new Layer.Relu(),
        new Layer.Dense(10));
  }

  /** Convolutions, pools and local response norms with the constants of the paper: AlexNet. */
  static ResolvedGraph normalisedLocally() {
    return chain(
        Shape.image(3, 35, 35),
        new Layer.Conv2d(16, Window.square(7, 2, new Padding.Valid()), true),
        new Layer.Relu(),
        new Layer.MaxPool2d(Window.square(3, 2, new Padding.Valid())),
        new Layer.LocalResponseNorm(),
        new Layer.Conv2d(24, Window.square(3, 1, SAME), false),
        new Layer.MaxPool2d(Window.square(3, 2, new Padding.Valid())),
        new Layer.Relu(),
        new Layer.LocalResponseNorm(),
        new Layer.Flatten(),
        new Layer.Dense(40),
        new Layer.Relu(),
        new Layer.Dense(10));
  }

  private static Layer conv(int filters, int kernel) {
    return new Layer.Conv2d(filters, Window.square(kernel, 1, SAME), true);
  }

  private static Layer pool() {
    return new Layer.MaxPool2d(Window.square(2, 2, new Padding.Valid()));
  }

  static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String node = "n" + nodes.size();
      nodes.add(new Node(node, layer, List.of(last)));
      last = node;
    }
    return new Graph("chain", input, nodes, last).resolve();
  }
}
