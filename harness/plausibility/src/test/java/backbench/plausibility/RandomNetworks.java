package backbench.plausibility;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.random.PinnedRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes small networks of all kinds of layers in any order. */
final class RandomNetworks {

  private final PinnedRandom random;
  private final List<Node> nodes = new ArrayList<>();
  private Shape shape;
  private String last = "input";

  private RandomNetworks(long seed) {
    this.random = PinnedRandom.stream(seed, "networks", 0);
    this.shape = Shape.image(between(1, 3), between(1, 9), between(1, 9));
  }

  static ResolvedGraph of(long seed) {
    return new RandomNetworks(seed).make();
  }

  static Set<LayerKind> kinds() {
    Set<LayerKind> kinds = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      kinds.addAll(of(seed).kinds());
    }
    return kinds;
  }

  private ResolvedGraph make() {
    Shape input = shape;
    if (between(0, 3) == 0) {
      add(new Layer.Flatten());
      add(new Layer.Dense(6));
      nodes.add(
          new Node(
              "sampler",
              new Layer.AffineSampler(between(2, 5), between(2, 5)),
              List.of("input", last)));
      last = "sampler";
      Layer.AffineSampler sampler = (Layer.AffineSampler) nodes.get(2).layer();
      shape = Shape.image(input.channels(), sampler.height(), sampler.width());
    }
    for (int i = between(0, 6); i > 0; i--) {
      add(imageLayer());
    }
    add(new Layer.Flatten());
    for (int i = between(0, 4); i > 0; i--) {
      add(vectorLayer());
    }
    add(new Layer.Dense(between(1, 5)));
    return new Graph("random", input, nodes, last).resolve();
  }

  private Layer imageLayer() {
    return switch (between(0, 7)) {
      case 0, 1 -> new Layer.Conv2d(between(1, 4), window(between(0, 4)), between(0, 1) == 0);
      case 2 -> new Layer.MaxPool2d(window(0));
      case 3 -> new Layer.AvgPool2d(window(0));
      case 4 -> new Layer.BatchNorm();
      case 5 -> new Layer.LocalResponseNorm();
      case 6 -> new Layer.Dropout(between(0, 9) / 10.0);
      default -> new Layer.Relu();
    };
  }

  private Layer vectorLayer() {
    return switch (between(0, 3)) {
      case 0 -> new Layer.Dense(between(1, 9));
      case 1 -> new Layer.BatchNorm();
      case 2 -> new Layer.Dropout(between(0, 9) / 10.0);
      default -> new Layer.Relu();
    };
  }

  /** Makes a window that fits, be it with zeros around the image. */
  private Window window(int zeros) {
    Padding padding =
        zeros == 0
            ? between(0, 1) == 0 ? new Padding.Valid() : new Padding.Same()
            : new Padding.Explicit(zeros, between(0, 4), zeros, between(0, 4));
    return new Window(
        between(1, Math.min(4, shape.height())),
        between(1, Math.min(4, shape.width())),
        between(1, 4),
        between(1, 4),
        padding);
  }

  private void add(Layer layer) {
    String name = "n" + nodes.size();
    nodes.add(new Node(name, layer, List.of(last)));
    shape = layer.outputShape(List.of(shape));
    last = name;
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
