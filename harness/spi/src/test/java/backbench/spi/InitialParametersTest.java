package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import backbench.error.BackbenchException;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialParametersTest {

  private static ResolvedGraph network(Layer.Dense dense) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new Node(
            "conv",
            new Layer.Conv2d(8, Window.square(3, 1, new Padding.Same()), true),
            List.of("input")));
    nodes.add(new Node("norm", new Layer.BatchNorm(), List.of("conv")));
    nodes.add(new Node("flat", new Layer.Flatten(), List.of("norm")));
    nodes.add(new Node("dense", dense, List.of("flat")));
    return new Graph("n", Shape.image(2, 10, 10), nodes, "dense").resolve();
  }

  @Test
  void glorotWeightsFillTheirRange() {
    float[] weights =
        InitialParameters.draw(network(new Layer.Dense(10)), 1).get("dense.weight").data();
    double limit = Math.sqrt(6.0 / (800 + 10));

    double largest = 0;
    double squares = 0;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
      squares += weight * weight;
    }
    assertThat(largest).isBetween(0.99 * limit, limit);
    assertThat(squares / weights.length)
        .isCloseTo(limit * limit / 3, within(0.05 * limit * limit / 3));
  }

  @Test
  void batchNormalisationStartsAsIdentity() {
    Parameters drawn = InitialParameters.draw(network(new Layer.Dense(10)), 1);

    assertThat(drawn.get("norm.gamma").data()).containsOnly(1f);
    assertThat(drawn.get("norm.beta").data()).containsOnly(0f);
    assertThat(drawn.get("norm.moving_mean").data()).containsOnly(0f);
    assertThat(drawn.get("norm.moving_variance").data()).containsOnly(1f);
    assertThat(drawn.get("conv.bias").data()).containsOnly(0f);
  }

  @Test
  void aParameterDoesNotDependOnTheOthers() {
    Parameters ten = InitialParameters.draw(network(new Layer.Dense(10)), 1);
    Parameters eleven = InitialParameters.draw(network(new Layer.Dense(11)), 1);

    assertThat(ten.get("conv.weight")).isEqualTo(eleven.get("conv.weight"));
    assertThat(ten.get("conv.weight"))
        .isNotEqualTo(InitialParameters.draw(network(new Layer.Dense(10)), 2).get("conv.weight"));
  }

  @Test
  void aRecipeOverridesByRole() {
    Parameters drawn =
        InitialParameters.draw(
            network(new Layer.Dense(10)), 1, Map.of(ParameterRole.BIAS, new Initializer.Normal(2)));

    assertThat(drawn.get("conv.bias").data()).doesNotContain(0f);
    assertThat(drawn.get("norm.beta").data()).containsOnly(0f);
  }

  @Test
  void listedValuesAreTakenInOrder() {
    Layer.Dense identity =
        new Layer.Dense(
            3, true, new Initializer.Zeros(), new Initializer.Values(List.of(1.0, 0.0, 0.5)));

    assertThat(InitialParameters.draw(network(identity), 1).get("dense.bias").data())
        .containsExactly(1f, 0f, 0.5f);
  }

  @Test
  void parametersOfAnotherShapeAreRefused() {
    ResolvedGraph graph = network(new Layer.Dense(10));
    Map<String, Tensor> tensors = new LinkedHashMap<>(InitialParameters.draw(graph, 1).tensors());
    tensors.put("conv.bias", Tensor.zeros(List.of(7)));

    assertThatThrownBy(() -> new Parameters(tensors).requireMatch(graph))
        .isInstanceOf(BackbenchException.class)
        .hasMessage("parameter 'conv.bias' has shape [7], expected [8]");
  }

  @Test
  void aCopySharesNoArray() {
    Parameters drawn = InitialParameters.draw(network(new Layer.Dense(10)), 1);
    Parameters copy = drawn.copy();

    copy.get("conv.bias").data()[0] = 5;

    assertThat(drawn.get("conv.bias").data()[0]).isZero();
  }
}
