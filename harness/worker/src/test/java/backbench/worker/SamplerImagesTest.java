package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplerImagesTest {

  private static final List<Double> UPPER_LEFT = List.of(0.5, 0.0, -0.5, 0.0, 0.5, -0.5);

  @Test
  void theSamplerHandsOnWhatItsTransformationPicksOut() {
    List<Event.Sampled> shown = shown(network(1, "input", UPPER_LEFT), ramp(1, -0.5f, 0.5f));

    assertThat(shown).hasSize(1);
    Event.Sampled sampled = shown.get(0);
    assertThat(sampled.node()).isEqualTo("sampler");
    assertThat(sampled.input()).isEqualTo(Shape.image(1, 3, 3));
    assertThat(sampled.output()).isEqualTo(Shape.image(1, 2, 2));
    assertThat(sampled.label()).isEqualTo(1);
    assertThat(sampled.predicted()).isEqualTo(2);
    assertThat(sampled.theta()).containsExactly(0.5, 0, -0.5, 0, 0.5, -0.5);
    // Nine pixels from the darkest to the brightest; the corners of the grid are on four of them.
    assertThat(levels(sampled.levels())).containsExactly(0, 32, 64, 96, 128, 159, 191, 223, 255);
    assertThat(levels(sampled.picked())).containsExactly(0, 32, 96, 128);
  }

  @Test
  void eachSampleAndEachColourIsItsOwn() {
    List<Event.Sampled> shown =
        shown(network(3, "input", UPPER_LEFT), ramp(3, 0, 1), ramp(3, 1, 0));

    assertThat(shown).hasSize(2);
    // 27 pixels; those of the second sample are the first one's backwards.
    assertThat(levels(shown.get(0).picked()))
        .containsExactly(0, 10, 29, 39, 88, 98, 118, 128, 177, 186, 206, 216);
    assertThat(levels(shown.get(1).picked()))
        .containsExactly(255, 245, 226, 216, 167, 157, 137, 128, 78, 69, 49, 39);
  }

  @Test
  void levelsGoFromTheDarkestPixelToTheBrightestWhateverTheirRange() {
    Event.Sampled sampled = shown(network(1, "input", UPPER_LEFT), ramp(1, 3, 7)).get(0);

    assertThat(levels(sampled.levels())).containsExactly(0, 32, 64, 96, 128, 159, 191, 223, 255);
  }

  @Test
  void anImageOfOneLevelIsShownDark() {
    Event.Sampled sampled = shown(network(1, "input", UPPER_LEFT), ramp(1, 3, 3)).get(0);

    assertThat(levels(sampled.levels())).containsOnly(0);
  }

  @Test
  void aSamplerOfWhatALayerMadeIsNotShown() {
    assertThat(shown(network(1, "relu", UPPER_LEFT), ramp(1, 0, 1))).isEmpty();
  }

  @Test
  void neitherImagesOfTwoChannelsNorLargeOnesAreShown() {
    assertThat(shown(network(2, "input", UPPER_LEFT), ramp(2, 0, 1))).isEmpty();
    assertThat(shown(network(1, 1025, UPPER_LEFT), ramp(1, 0, 1))).isEmpty();
    assertThat(shown(network(1, 1024, UPPER_LEFT), ramp(1, 0, 1))).hasSize(1);
  }

  @Test
  void imagesStopWhereAResultWouldBecomeTooLarge() {
    Batch one = ramp(3, 0, 1);
    Batch[] many = new Batch[1400];
    Arrays.fill(many, one);

    // 3 · (9 + 2 · 1024) bytes each.
    assertThat(shown(network(3, 1024, UPPER_LEFT), many)).hasSize((8 << 20) / 6171);
  }

  @Test
  void aTransformationThatIsNoNumberIsNotShown() {
    ResolvedGraph graph = network(1, "input", UPPER_LEFT);
    Parameters diverged = InitialParameters.draw(graph, 1, Map.of());
    diverged.get("theta.bias").data()[4] = Float.POSITIVE_INFINITY;

    assertThat(shown(graph, diverged, ramp(1, 0, 1))).isEmpty();
  }

  private static List<Event.Sampled> shown(ResolvedGraph graph, Batch... images) {
    return shown(graph, InitialParameters.draw(graph, 1, Map.of()), images);
  }

  private static List<Event.Sampled> shown(
      ResolvedGraph graph, Parameters trained, Batch... images) {
    try (Model model = new Trained(trained)) {
      return SamplerImages.of(graph, model, List.of(images).iterator());
    }
  }

  /** Makes a sample of 3 × 3 pixels of evenly spaced values. */
  private static Batch ramp(int channels, float first, float last) {
    float[] pixels = new float[channels * 9];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = first + (last - first) * i / (pixels.length - 1);
    }
    return new Batch(new Tensor(List.of(1, channels, 3, 3), pixels), new int[] {1});
  }

  private static int[] levels(byte[] bytes) {
    int[] levels = new int[bytes.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = bytes[i] & 0xFF;
    }
    return levels;
  }

  private static ResolvedGraph network(int channels, int height, List<Double> theta) {
    return network(channels, "input", height, theta);
  }

  private static ResolvedGraph network(int channels, String source, List<Double> theta) {
    return network(channels, source, 2, theta);
  }

  private static ResolvedGraph network(
      int channels, String source, int height, List<Double> theta) {
    return new Graph(
            "st",
            Shape.image(channels, 3, 3),
            List.of(
                new Node("relu", new Layer.Relu(), List.of("input")),
                new Node("flat", new Layer.Flatten(), List.of("relu")),
                new Node("drop", new Layer.Dropout(0.5), List.of("flat")),
                new Node(
                    "theta",
                    new Layer.Dense(
                        6, true, new Initializer.Zeros(), new Initializer.Values(theta)),
                    List.of("drop")),
                new Node("sampler", new Layer.AffineSampler(height, 2), List.of(source, "theta")),
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
