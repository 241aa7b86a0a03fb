package backbench.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final Padding SAME = new Padding.Same();
  private static final Padding VALID = new Padding.Valid();

  /** The `nin` network of the reference set, whose counts are published. */
  private static Graph nin() {
    return new Graph(
        "nin",
        Shape.image(1, 28, 28),
        List.of(
            node("c1", new Layer.Conv2d(32, Window.square(3, 1, SAME), true), "input"),
            node("r1", new Layer.Relu(), "c1"),
            node("b1", new Layer.BatchNorm(), "r1"),
            node("c2", new Layer.Conv2d(16, Window.square(1, 1, VALID), true), "b1"),
            node("r2", new Layer.Relu(), "c2"),
            node("b2", new Layer.BatchNorm(), "r2"),
            node("p1", new Layer.MaxPool2d(Window.square(2, 2, VALID)), "b2"),
            node("c3", new Layer.Conv2d(32, Window.square(3, 1, SAME), true), "p1"),
            node("r3", new Layer.Relu(), "c3"),
            node("b3", new Layer.BatchNorm(), "r3"),
            node("c4", new Layer.Conv2d(16, Window.square(1, 1, VALID), true), "b3"),
            node("r4", new Layer.Relu(), "c4"),
            node("b4", new Layer.BatchNorm(), "r4"),
            node("p2", new Layer.MaxPool2d(Window.square(2, 2, VALID)), "b4"),
            node("f", new Layer.Flatten(), "p2"),
            node("d1", new Layer.Dense(32), "f"),
            node("r5", new Layer.Relu(), "d1"),
            node("drop", new Layer.Dropout(0.2), "r5"),
            node("d2", new Layer.Dense(10), "drop")),
        "d2");
  }

  private static Node node(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs));
  }

  private static Graph graph(Shape input, String output, Node... nodes) {
    return new Graph("test", input, List.of(nodes), output);
  }

  @Test
  void parametersAreCountedAsKerasCountsThem() {
    ResolvedGraph nin = nin().resolve();

    assertThat(nin.parameterCount()).isEqualTo(31_850);
    assertThat(nin.trainableCount()).isEqualTo(31_658);
    assertThat(nin.classes()).isEqualTo(10);
    assertThat(nin.node("f").outputShape()).isEqualTo(Shape.vector(784));
  }

  @Test
  void parametersAreNamedByNodeAndRoleInCanonicalOrder() {
    assertThat(nin().resolve().parameters().stream().map(ParameterInfo::name).limit(7))
        .containsExactly(
            "c1.weight",
            "c1.bias",
            "b1.gamma",
            "b1.beta",
            "b1.moving_mean",
            "b1.moving_variance",
            "c2.weight");
    assertThat(nin().resolve().node("c2").parameters().get(0).dims()).containsExactly(16, 32, 1, 1);
  }

  @Test
  void aMultiplicationAndAnAdditionCountAsTwoOperations() {
    Layer dense = new Layer.Dense(7);
    Layer convolution = new Layer.Conv2d(4, new Window(3, 2, 1, 1, VALID), false);

    assertThat(dense.flops(List.of(Shape.vector(5)), true)).isEqualTo(new Flops(70 + 7, 140 + 7));
    assertThat(dense.flops(List.of(Shape.vector(5)), false)).isEqualTo(new Flops(70 + 7, 70 + 7));
    assertThat(convolution.flops(List.of(Shape.image(2, 5, 5)), true).forward())
        .isEqualTo(2L * (4 * 3 * 4) * (2 * 3 * 2));
  }

  @Test
  void theFirstConvolutionNeedsNoGradientOfItsInput() {
    ResolvedGraph nin = nin().resolve();
    Flops first = nin.node("c1").flops();
    Flops third = nin.node("c3").flops();

    assertThat(first.backward()).isEqualTo(first.forward());
    assertThat(third.backward()).isGreaterThan(2 * third.forward() - 32L * 14 * 14 * 2);
    assertThat(nin.flops().training()).isEqualTo(nin.flops().forward() + nin.flops().backward());
  }

  @Test
  void nodesAreOrderedAfterTheirInputsHoweverTheyAreWritten() {
    Graph written =
        graph(
            Shape.vector(4),
            "last",
            node("last", new Layer.Dense(2), "middle"),
            node("middle", new Layer.Relu(), "first"),
            node("first", new Layer.Dense(3), "input"));

    assertThat(written.resolve().nodes().stream().map(ResolvedNode::name))
        .containsExactly("first", "middle", "last");
  }

  @Test
  void aSamplerTakesAnImageAndTheta() {
    Graph written =
        graph(
            Shape.image(1, 8, 8),
            "out",
            node("flat", new Layer.Flatten(), "input"),
            node("theta", new Layer.Dense(6), "flat"),
            node("sampled", new Layer.AffineSampler(4, 5), "input", "theta"),
            node("flat2", new Layer.Flatten(), "sampled"),
            node("out", new Layer.Dense(2), "flat2"));

    ResolvedGraph resolved = written.resolve();

    assertThat(resolved.node("sampled").outputShape()).isEqualTo(Shape.image(1, 4, 5));
    assertThat(resolved.node("sampled").needsGradient()).isTrue();
  }

  @Test
  void aCycleIsNamedNodeByNode() {
    Graph cyclic =
        graph(
            Shape.vector(4),
            "c",
            node("a", new Layer.Relu(), "b"),
            node("b", new Layer.Relu(), "c"),
            node("c", new Layer.Relu(), "a"));

    assertThatThrownBy(cyclic::resolve)
        .isInstanceOf(GraphException.class)
        .hasMessage("nodes form a cycle: a <- b <- c <- a");
  }

  @Test
  void anUnknownInputIsNamed() {
    Graph broken = graph(Shape.vector(4), "a", node("a", new Layer.Relu(), "bb"));

    assertThatThrownBy(broken::resolve)
        .hasMessage("node 'a' takes 'bb' as an input, and there is no such node")
        .isInstanceOfSatisfying(
            GraphException.class, e -> assertThat(e.attribute()).contains("inputs"));
  }

  @Test
  void twoNodesOfOneNameAreRefused() {
    Graph broken =
        graph(
            Shape.vector(4),
            "a",
            node("a", new Layer.Relu(), "input"),
            node("a", new Layer.Relu(), "input"));

    assertThatThrownBy(broken::resolve).hasMessage("two nodes are called 'a'");
  }

  @Test
  void aNodeThatLeadsNowhereIsRefused() {
    Graph broken =
        graph(
            Shape.vector(4),
            "a",
            node("a", new Layer.Relu(), "input"),
            node("b", new Layer.Relu(), "input"));

    assertThatThrownBy(broken::resolve).hasMessage("node 'b' does not lead to the output 'a'");
  }

  @Test
  void anImageIsNotAnOutput() {
    Graph broken = graph(Shape.image(1, 2, 2), "a", node("a", new Layer.Relu(), "input"));

    assertThatThrownBy(broken::resolve)
        .hasMessage(
            "the output node 'a' gives an image [1, 2, 2], and logits are a vector [classes]");
  }

  @Test
  void aDenseLayerOnAnImageAsksForAFlatten() {
    Graph broken = graph(Shape.image(1, 2, 2), "a", node("a", new Layer.Dense(3), "input"));

    assertThatThrownBy(broken::resolve)
        .hasMessage(
            "node 'a': dense takes a vector [features], not an image [1, 2, 2]; put a flatten before it")
        .isInstanceOfSatisfying(
            GraphException.class,
            e -> {
              assertThat(e.node()).contains("a");
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_GRAPH);
            });
  }

  @Test
  void listedValuesFillTheParameter() {
    Layer layer =
        new Layer.Dense(
            3, true, new Initializer.Zeros(), new Initializer.Values(List.of(1.0, 2.0)));
    Graph broken = graph(Shape.vector(4), "a", node("a", layer, "input"));

    assertThatThrownBy(broken::resolve)
        .hasMessage("node 'a': the bias has 3 elements, and 2 values are listed");
  }

  @Test
  void aLayerThatABackendDoesNotHandleIsACapabilityError() {
    LayerVisitor<String> onlyRelu =
        new LayerVisitor<>() {
          @Override
          public String relu(Layer.Relu layer, ResolvedNode node) {
            return "relu";
          }
        };
    ResolvedGraph nin = nin().resolve();

    assertThat(nin.node("r1").accept(onlyRelu)).isEqualTo("relu");
    assertThatThrownBy(() -> nin.node("c1").accept(onlyRelu))
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_LAYER))
        .hasMessage("node 'c1': this backend has no layer 'conv2d'");
  }
}
