package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplerImagesTest {

  private static final List<Double> UPPER_LEFT = List.of(0.5, 0.0, -0.5, 0.0, 0.5, -0.5);

  @Test
  void theSamplerHandsOnWhatItsTransformationPicksOut() {
    List<Event.Sampled> shown = shown(network("input", UPPER_LEFT), -0.5f, 0.5f);

    assertThat(shown).hasSize(1);
    Event.Sampled sampled = shown.get(0);
    assertThat(sampled.node()).isEqualTo("sampler");
    assertThat(sampled.input()).isEqualTo(Shape.image(1, 3, 3));
    assertThat(sampled.output()).isEqualTo(Shape.image(1, 2, 2));
    Event.SampledImage image = sampled.images().get(0);
    assertThat(image.label()).isEqualTo(1);
    assertThat(image.predicted()).isEqualTo(2);
    assertThat(image.theta()).containsExactly(0.5, 0, -0.5, 0, 0.5, -0.5);
    // Nine pixels from the darkest to the brightest; the corners of the grid are on four of them.
    assertThat(levels(image.input())).containsExactly(0, 32, 64, 96, 128, 159, 191, 223, 255);
    assertThat(levels(image.output())).containsExactly(0, 32, 96, 128);
  }

  @Test
  void anImageOfOneLevelIsShownDark() {
    Event.SampledImage image = shown(network("input", UPPER_LEFT), 3, 3).get(0).images().get(0);

    assertThat(levels(image.input())).containsOnly(0);
  }

  @Test
  void aSamplerOfWhatALayerMadeIsNotShown() {
    assertThat(shown(network("relu", UPPER_LEFT), 0, 1)).isEmpty();
  }

  @Test
  void aTransformationThatIsNoNumberIsSaid() {
    ResolvedGraph graph = network("input", UPPER_LEFT);
    Parameters diverged = InitialParameters.draw(graph, 1, Map.of());
    diverged.get("theta.bias").data()[4] = Float.POSITIVE_INFINITY;

    assertThatThrownBy(() -> shown(graph, diverged, 0, 1))
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FINITE))
        .hasMessageContainingAll("'sampler'", "Infinity");
  }

  private static List<Event.Sampled> shown(ResolvedGraph graph, float darkest, float brightest) {
    return shown(graph, InitialParameters.draw(graph, 1, Map.of()), darkest, brightest);
  }

  private static List<Event.Sampled> shown(
      ResolvedGraph graph, Parameters trained, float darkest, float brightest) {
    float[] pixels = new float[9];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = darkest + (brightest - darkest) * i / (pixels.length - 1);
    }
    Batch batch = new Batch(new Tensor(List.of(1, 1, 3, 3), pixels), new int[] {1});
    try (Model model = new Trained(trained)) {
      return SamplerImages.of(graph, model, batch);
    }
  }

  private static int[] levels(byte[] bytes) {
    int[] levels = new int[bytes.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = bytes[i] & 0xFF;
    }
    return levels;
  }

  private static ResolvedGraph network(String source, List<Double> theta) {
    return new Graph(
            "st",
            Shape.image(1, 3, 3),
            List.of(
                new Node("relu", new Layer.Relu(), List.of("input")),
                new Node("flat", new Layer.Flatten(), List.of("relu")),
                new Node("drop", new Layer.Dropout(0.5), List.of("flat")),
                new Node(
                    "theta",
                    new Layer.Dense(
                        6, true, new Initializer.Zeros(), new Initializer.Values(theta)),
                    List.of("drop")),
                new Node("sampler", new Layer.AffineSampler(2, 2), List.of(source, "theta")),
                new Node("flat2", new Layer.Flatten(), List.of("sampler")),
                new Node("logits", new Layer.Dense(3), List.of("flat2"))),
            "logits")
        .resolve();
  }

  /** Holds parameters, and takes every sample for the last of three classes. */
  private record Trained(Parameters parameters) implements Model {

    @Override
    public Staged stage(Batch batch) {
      return new Held(batch.size());
    }

    @Override
    public Tensor predict(Staged batch) {
      return new Tensor(List.of(1, 3), new float[] {0, 1, 2});
    }

    @Override
    public double step(Staged batch) {
      throw new UnsupportedOperationException("pictures are of a trained network");
    }

    @Override
    public void close() {}
  }

  private record Held(int size) implements Staged {
    @Override
    public void close() {}
  }
}
