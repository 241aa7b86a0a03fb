package backbench.certificate.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.oracle.OracleModel;
import backbench.oracle.layer.Rounding;
import backbench.spi.Batch;
import backbench.spi.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExerciseTest {

  private static final Exercise.Frame FRAME = new Exercise.Frame(8, 2, Map.of(), 0, 1);

  private static ResolvedGraph graph() {
    Window pool = Window.square(2, 2, new Padding.Valid());
    return chain(
        Shape.image(2, 12, 12),
        new Layer.Conv2d(10, Window.square(3, 1, new Padding.Same()), true),
        new Layer.Relu(),
        new Layer.MaxPool2d(pool),
        new Layer.LocalResponseNorm(),
        new Layer.Conv2d(10, Window.square(3, 1, new Padding.Same()), true),
        new Layer.BatchNorm(),
        new Layer.Relu(),
        new Layer.Flatten(),
        new Layer.Dense(5));
  }

  private static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String node = "n" + nodes.size();
      nodes.add(new Node(node, layer, List.of(last)));
      last = node;
    }
    return new Graph("chain", input, nodes, last).resolve();
  }

  private static Map<String, double[]> outputs(Exercise exercise) {
    return new OracleModel(graph(), exercise.initial()).outputs(exercise.batches().get(0).images());
  }

  @Test
  void whatEntersAChannelNormMakesItsSumAboutK() {
    double size = Rounding.rootMeanSquare(outputs(Exercise.draw(graph(), FRAME, 1)).get("n2"));
    assertThat(1e-4 * 5 * size * size).isBetween(0.5, 4.0);
  }

  @Test
  void rectifiersSeeValuesBeyondSix() {
    for (String rectified : List.of("n1", "n6")) {
      double[] values = outputs(Exercise.draw(graph(), FRAME, 1)).get(rectified);
      long beyond = Arrays.stream(values).filter(value -> value > 6).count();
      assertThat((double) beyond / values.length).isGreaterThan(0.005);
    }
  }

  @Test
  void logitsAreAboutOne() {
    double size = Rounding.rootMeanSquare(outputs(Exercise.draw(graph(), FRAME, 1)).get("n8"));
    assertThat(size).isBetween(0.3, 4.0);
  }

  @Test
  void batchNormsSeeSixteenValuesOfEachChannel() {
    ResolvedGraph perceptron =
        chain(Shape.vector(6), new Layer.Dense(5), new Layer.BatchNorm(), new Layer.Dense(3));
    Exercise exercise = Exercise.draw(perceptron, FRAME, 1);
    assertThat(exercise.batches()).allMatch(batch -> batch.size() == 16);
    assertThat(Exercise.draw(graph(), FRAME, 1).batches())
        .extracting(Batch::size)
        .containsExactly(8, 2);
  }

  @Test
  void inSilenceNothingSpeaksButTheLastBiases() {
    Silence silence = Exercise.draw(graph(), FRAME, 1).silence().orElseThrow();
    OracleModel model = new OracleModel(graph(), silence.initial());
    float[] biases = silence.initial().get(silence.bias()).data();
    silence
        .batches()
        .forEach(
            batch -> {
              double[] logits = model.forwardTraining(batch.images());
              for (int i = 0; i < logits.length; i++) {
                assertThat(logits[i]).isEqualTo(biases[i % biases.length]);
              }
              model.backpropagate(logits, batch.labels());
              model.parameters().stream()
                  .filter(each -> each.info().trainable())
                  .filter(each -> !each.info().name().equals(silence.bias()))
                  .forEach(each -> assertThat(each.gradient()).containsOnly(0));
            });
  }

  @Test
  void aNetworkThatEndsWithoutBiasesHasNoSilence() {
    ResolvedGraph pooled =
        chain(
            Shape.image(1, 4, 4),
            new Layer.Conv2d(3, Window.square(1, 1, new Padding.Valid()), true),
            new Layer.AvgPool2d(Window.square(4, 4, new Padding.Valid())),
            new Layer.Flatten());
    assertThat(Exercise.draw(pooled, FRAME, 1).silence()).isEmpty();
  }

  @Test
  void theSameSeedDrawsTheSame() {
    Parameters one = Exercise.draw(graph(), FRAME, 7).initial();
    Parameters again = Exercise.draw(graph(), FRAME, 7).initial();
    Parameters other = Exercise.draw(graph(), FRAME, 8).initial();
    for (ResolvedNode node : graph().nodes()) {
      for (ParameterInfo info : node.parameters()) {
        assertThat(one.get(info.name()).data()).isEqualTo(again.get(info.name()).data());
        assertThat(one.get(info.name()).data()).isNotEqualTo(other.get(info.name()).data());
      }
    }
  }
}
