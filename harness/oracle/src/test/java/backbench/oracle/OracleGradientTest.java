package backbench.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds every derivative of the oracle to central differences of its own loss. */
class OracleGradientTest {

  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-7;
  private static final Padding SAME = new Padding.Same();
  private static final Padding VALID = new Padding.Valid();

  @TestFactory
  Stream<DynamicTest> gradientsAreDerivativesOfTheLoss() {
    Initializer normal = new Initializer.Normal(0.5);
    Layer conv = new Layer.Conv2d(3, Window.square(3, 1, SAME), true, normal, normal);
    return Stream.of(
        network("dense", Shape.vector(5), dense(4)),
        network("two dense", Shape.vector(5), dense(6), dense(3)),
        network("conv same k4", new Layer.Conv2d(3, Window.square(4, 1, SAME), true)),
        network(
            "conv stride 2×3, non-square",
            conv,
            new Layer.Conv2d(2, new Window(2, 3, 2, 3, VALID), false)),
        network(
            "conv unequal padding",
            conv,
            new Layer.Conv2d(2, new Window(3, 2, 2, 1, new Padding.Explicit(2, 0, 1, 3)), true)),
        network(
            "conv stride above kernel",
            conv,
            new Layer.Conv2d(2, Window.square(2, 3, VALID), true)),
        network("max pool", conv, new Layer.MaxPool2d(Window.square(3, 2, SAME))),
        network("average pool", conv, new Layer.AvgPool2d(Window.square(3, 2, SAME))),
        network("batch norm", conv, new Layer.BatchNorm()),
        network(
            "batch norm of a vector", Shape.vector(5), dense(4), new Layer.BatchNorm(), dense(3)),
        network("lrn", conv, new Layer.LocalResponseNorm(3, 1.5, 0.3, 0.75)),
        network("relu", conv, new Layer.Relu()),
        network("dropout at rate 0", conv, new Layer.Dropout(0)),
        sampler());
  }

  private static DynamicTest network(String name, Layer... layers) {
    return network(name, Shape.image(2, 5, 7), layers);
  }

  private static DynamicTest network(String name, Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String node = "n" + nodes.size();
      nodes.add(new Node(node, layer, List.of(last)));
      last = node;
    }
    if (input.isImage()) {
      nodes.add(new Node("flat", new Layer.Flatten(), List.of(last)));
      nodes.add(new Node("logits", dense(3), List.of("flat")));
      last = "logits";
    }
    Graph graph = new Graph(name, input, nodes, last);
    return DynamicTest.dynamicTest(name, () -> checkAgainstDifferences(graph.resolve()));
  }

  /** A graph without a chain: one node feeds both the image and theta, which feed the sampler. */
  private static DynamicTest sampler() {
    Initializer small = new Initializer.Normal(0.1);
    Initializer nearIdentity = new Initializer.Values(List.of(0.9, 0.1, 0.03, -0.1, 0.8, 0.07));
    Graph graph =
        new Graph(
            "sampler",
            Shape.image(2, 5, 7),
            List.of(
                new Node(
                    "conv", new Layer.Conv2d(2, Window.square(3, 1, SAME), true), List.of("input")),
                new Node("pool", new Layer.AvgPool2d(Window.square(2, 2, VALID)), List.of("conv")),
                new Node("flat", new Layer.Flatten(), List.of("pool")),
                new Node("theta", new Layer.Dense(6, true, small, nearIdentity), List.of("flat")),
                new Node("sample", new Layer.AffineSampler(4, 6), List.of("conv", "theta")),
                new Node("features", new Layer.Flatten(), List.of("sample")),
                new Node("logits", dense(3), List.of("features"))),
            "logits");
    return DynamicTest.dynamicTest(
        "affine sampler behind a fan-out", () -> checkAgainstDifferences(graph.resolve()));
  }

  private static Layer dense(int units) {
    Initializer normal = new Initializer.Normal(0.5);
    return new Layer.Dense(units, true, normal, normal);
  }

  private static void checkAgainstDifferences(ResolvedGraph graph) {
    Parameters initial = InitialParameters.draw(graph, 3);
    Batch batch = batch(graph, 3);
    OracleModel model = new OracleModel(graph, initial);
    model.backpropagate(batch);
    List<double[]> gradients =
        model.parameters().stream().map(parameter -> parameter.gradient().clone()).toList();
    for (int p = 0; p < gradients.size(); p++) {
      OracleParameter parameter = model.parameters().get(p);
      for (int i = 0; i < gradients.get(p).length; i++) {
        double value = parameter.values()[i];
        parameter.values()[i] = value + STEP;
        double above = loss(model, batch);
        parameter.values()[i] = value - STEP;
        double below = loss(model, batch);
        parameter.values()[i] = value;
        double difference = (above - below) / (2 * STEP);
        assertThat(gradients.get(p)[i])
            .as("%s[%d]", parameter.info().name(), i)
            .isCloseTo(difference, org.assertj.core.data.Offset.offset(TOLERANCE));
      }
    }
  }

  private static double loss(OracleModel model, Batch batch) {
    return CrossEntropy.of(model.forwardTraining(batch.images()), batch.labels(), Rounding.NONE)
        .loss();
  }

  private static Batch batch(ResolvedGraph graph, int samples) {
    List<Integer> dims = new ArrayList<>(List.of(samples));
    dims.addAll(graph.inputShape().dims());
    Tensor images = Tensor.zeros(dims);
    PinnedRandom random = new PinnedRandom(7);
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) random.nextGaussian();
    }
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = i % graph.classes();
    }
    return new Batch(images, labels);
  }
}
