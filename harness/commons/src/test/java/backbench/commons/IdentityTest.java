package backbench.commons;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentityTest {

  private static final Graph SMALL =
      new Graph(
          "small",
          Shape.image(1, 8, 8),
          List.of(
              node(
                  "conv",
                  new Layer.Conv2d(2, Window.square(3, 1, new Padding.Same()), true),
                  "input"),
              node("norm", new Layer.BatchNorm(), "conv"),
              node("relu", new Layer.Relu(), "norm"),
              node("pool", new Layer.MaxPool2d(Window.square(2, 2, new Padding.Valid())), "relu"),
              node("flat", new Layer.Flatten(), "pool"),
              node("drop", new Layer.Dropout(0.5), "flat"),
              node("logits", new Layer.Dense(10), "drop")),
          "logits");

  private static Node node(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs));
  }

  private static Graph changed(int index, Layer layer) {
    List<Node> nodes = new ArrayList<>(SMALL.nodes());
    nodes.set(index, new Node(nodes.get(index).name(), layer, nodes.get(index).inputs()));
    return new Graph("small", SMALL.input(), nodes, SMALL.output());
  }

  private static String digest(Graph graph) {
    return Identity.digest(graph.resolve());
  }

  @Test
  void aNetworkIsSpelledInTheWordsOfSpecs() {
    assertThat(Identity.of(SMALL.resolve()).text())
        .isEqualTo(
            "{\"input\":[1,8,8],\"kind\":\"network\",\"nodes\":{"
                + "\"conv\":{\"filters\":2,\"inputs\":[\"input\"],\"kernel\":[3,3],\"layer\":\"conv2d\",\"padding\":\"same\"},"
                + "\"drop\":{\"inputs\":[\"flat\"],\"layer\":\"dropout\",\"rate\":0.5},"
                + "\"flat\":{\"inputs\":[\"pool\"],\"layer\":\"flatten\"},"
                + "\"logits\":{\"inputs\":[\"drop\"],\"layer\":\"dense\",\"units\":10},"
                + "\"norm\":{\"inputs\":[\"conv\"],\"layer\":\"batch_norm\"},"
                + "\"pool\":{\"inputs\":[\"relu\"],\"kernel\":[2,2],\"layer\":\"max_pool2d\"},"
                + "\"relu\":{\"inputs\":[\"norm\"],\"layer\":\"relu\"}},"
                + "\"output\":\"logits\"}");
  }

  @Test
  void theNameOfANetworkAndTheOrderOfItsNodesDoNotCount() {
    List<Node> reversed = new ArrayList<>(SMALL.nodes());
    Collections.reverse(reversed);

    assertThat(digest(new Graph("other", SMALL.input(), reversed, "logits")))
        .isEqualTo(digest(SMALL));
  }

  @Test
  void everyAttributeOfALayerCounts() {
    List<Graph> others =
        List.of(
            SMALL.withoutDropout(),
            changed(0, new Layer.Conv2d(3, Window.square(3, 1, new Padding.Same()), true)),
            changed(0, new Layer.Conv2d(2, Window.square(5, 1, new Padding.Same()), true)),
            changed(0, new Layer.Conv2d(2, new Window(3, 5, 1, 1, new Padding.Same()), true)),
            changed(0, new Layer.Conv2d(2, Window.square(3, 2, new Padding.Same()), true)),
            changed(0, new Layer.Conv2d(2, Window.square(3, 1, new Padding.Valid()), true)),
            changed(
                0,
                new Layer.Conv2d(2, Window.square(3, 1, new Padding.Explicit(1, 0, 1, 0)), true)),
            changed(0, new Layer.Conv2d(2, Window.square(3, 1, new Padding.Same()), false)),
            changed(
                0,
                new Layer.Conv2d(
                    2,
                    Window.square(3, 1, new Padding.Same()),
                    true,
                    new Initializer.HeNormal(),
                    new Initializer.Zeros())),
            changed(
                0,
                new Layer.Conv2d(
                    2,
                    Window.square(3, 1, new Padding.Same()),
                    true,
                    new Initializer.GlorotUniform(),
                    new Initializer.Ones())),
            changed(1, new Layer.BatchNorm(1e-5, 0.99)),
            changed(1, new Layer.BatchNorm(1e-3, 0.9)),
            changed(1, new Layer.LocalResponseNorm()),
            changed(1, new Layer.LocalResponseNorm(3, 2, 1e-4, 0.75)),
            changed(1, new Layer.LocalResponseNorm(5, 1, 1e-4, 0.75)),
            changed(1, new Layer.LocalResponseNorm(5, 2, 1e-3, 0.75)),
            changed(1, new Layer.LocalResponseNorm(5, 2, 1e-4, 0.5)),
            changed(3, new Layer.AvgPool2d(Window.square(2, 2, new Padding.Valid()))),
            changed(3, new Layer.MaxPool2d(Window.square(2, 1, new Padding.Valid()))),
            changed(5, new Layer.Dropout(0.25)),
            changed(6, new Layer.Dense(9)),
            changed(
                6,
                new Layer.Dense(
                    10, false, new Initializer.GlorotUniform(), new Initializer.Zeros())));

    assertThat(Stream.concat(Stream.of(SMALL), others.stream()).map(IdentityTest::digest))
        .doesNotHaveDuplicates();
  }

  @Test
  void howABiasWouldStartDoesNotCountWhereThereIsNone() {
    assertThat(
            digest(
                changed(
                    6, new Layer.Dense(10, false, new Initializer.Ones(), new Initializer.Ones()))))
        .isEqualTo(
            digest(
                changed(
                    6,
                    new Layer.Dense(10, false, new Initializer.Ones(), new Initializer.Zeros()))));
  }

  @Test
  void anOptimiserIsSpelledWithoutItsUsualConstants() {
    assertThat(Identity.of(new Optimizer.Adam(1e-3)).text())
        .isEqualTo("{\"adam\":{\"learning_rate\":0.001}}");
    assertThat(Identity.of(new Optimizer.Sgd(0.005, 0.9)).text())
        .isEqualTo("{\"sgd\":{\"learning_rate\":0.005,\"momentum\":0.9}}");
    assertThat(Identity.of(new Optimizer.RmsProp(1e-4, 0.5, 1e-7)).text())
        .isEqualTo("{\"rmsprop\":{\"learning_rate\":0.0001,\"rho\":0.5}}");
  }

  @Test
  void everyInitialiserHasASpellingOfItsOwn() {
    assertThat(
            Stream.of(
                    new Initializer.Zeros(),
                    new Initializer.Ones(),
                    new Initializer.GlorotUniform(),
                    new Initializer.HeNormal(),
                    new Initializer.Normal(0.1),
                    new Initializer.Values(List.of(1.0, 2.5)))
                .map(initializer -> Identity.of(initializer).toString()))
        .containsExactly(
            "zeros",
            "ones",
            "glorot_uniform",
            "he_normal",
            "{\"normal\":0.1}",
            "{\"values\":[1,2.5]}");
  }
}
