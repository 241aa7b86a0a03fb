package backbench.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.fixtures.Networks;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds both samplers, PyTorch's and the composed one, to what the kit's cases leave out. */
@OnNativePlatform(PyTorchProvider.class)
class SamplerTest {

  private static final int SIDE = 3;
  private static final float[] PIXELS = {2, 3, 5, 7, 11, 13, 17, 19, 23};
  private static final float[] IDENTITY = {1, 0, 0, 0, 1, 0};
  private static final float[] WEIGHTS = {
    0.03f, -0.02f, 0.05f, 0.01f, 0.04f, -0.06f, 0.02f, 0.03f, -0.01f
  };

  @TempDir Path scratch;

  @ParameterizedTest
  @EnumSource(names = {"BEST", "AS_IT_COMES"})
  void theDerivativeAtAWholeNumberIsTheOneToTheRight(Tuning tuning) {
    ResolvedGraph graph = onOneImage();
    Parameters before = parameters(graph, IDENTITY);
    float[] stepped;
    double logit;
    try (Backend backend = open(tuning);
        Model model = backend.compile(graph, before, Networks.descent(1));
        Staged staged = model.stage(batch(PIXELS))) {
      logit = model.predict(staged).data()[0];
      model.step(staged);
      stepped = model.parameters().get("theta.bias").data();
    }
    // The identity reads each pixel where it is. Of two classes the second has logit 0 always.
    double byLogit = 1 / (1 + Math.exp(-logit)) - 1;
    double byX = 0;
    double byY = 0;
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        double byPixel = byLogit * WEIGHTS[i * SIDE + j];
        byX += byPixel * (pixel(i, j + 1) - pixel(i, j));
        byY += byPixel * (pixel(i + 1, j) - pixel(i, j));
      }
    }
    assertThat((double) -stepped[2]).isCloseTo(byX, within(1e-5));
    assertThat((double) -stepped[5]).isCloseTo(byY, within(1e-5));
  }

  private static double pixel(int row, int column) {
    return row < SIDE && column < SIDE ? PIXELS[row * SIDE + column] : 0;
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "AS_IT_COMES"})
  void thetaThatIsNoNumberReachesTheLogits(Tuning tuning) {
    for (int i = 0; i < IDENTITY.length; i++) {
      float[] theta = IDENTITY.clone();
      theta[i] = Float.NaN;
      assertThat(logit(tuning, theta, PIXELS)).as("theta %d", i).isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "AS_IT_COMES"})
  void aPixelThatIsNoNumberReachesTheLogits(Tuning tuning) {
    for (int i = 0; i < PIXELS.length; i++) {
      float[] pixels = PIXELS.clone();
      pixels[i] = Float.NaN;
      assertThat(logit(tuning, new float[] {0.9f, 0, 0, 0, 0.9f, 0}, pixels))
          .as("pixel %d", i)
          .isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "AS_IT_COMES"})
  void anImageWithoutAPixelInReachReadsZero(Tuning tuning) {
    assertThat(logit(tuning, new float[] {1, 0, 1e6f, 0, 1, -1e6f}, PIXELS)).isZero();
  }

  /** Batches of several sizes, because PyTorch specialises a script to the shapes it has seen. */
  @Test
  void bothSamplersTrainAlikeOverBatchesOfSeveralSizes() {
    ResolvedGraph graph = onFeatures();
    Parameters initial = Networks.parameters(graph).copy();
    float[] weights = initial.get("theta.weight").data();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= 0.02f;
    }
    fill(initial, "theta.bias", new float[] {0.8f, 0.1f, 0.05f, -0.1f, 0.7f, -0.03f});
    Parameters scripted = trained(Tuning.BEST, graph, initial);
    Parameters composed = trained(Tuning.AS_IT_COMES, graph, initial);
    assertThat(Math.abs(scripted.get("theta.bias").data()[0] - 0.8f)).isGreaterThan(0.01f);
    for (ParameterInfo info : graph.parameters()) {
      assertThat(scripted.get(info.name()).data())
          .as(info.name())
          .usingComparatorWithPrecision(1e-4f)
          .containsExactly(composed.get(info.name()).data());
    }
  }

  private Parameters trained(Tuning tuning, ResolvedGraph graph, Parameters initial) {
    try (Backend backend = open(tuning);
        Model model = backend.compile(graph, initial, Networks.descent(0.1))) {
      for (int size : List.of(4, 4, 4, 3, 1, 4)) {
        try (Staged staged = model.stage(Networks.batch(graph, size))) {
          model.step(staged);
        }
      }
      return model.parameters();
    }
  }

  private double logit(Tuning tuning, float[] theta, float[] pixels) {
    ResolvedGraph graph = onOneImage();
    try (Backend backend = open(tuning);
        Model model = backend.compile(graph, parameters(graph, theta), Optional.empty());
        Staged staged = model.stage(batch(pixels))) {
      return model.predict(staged).data()[0];
    }
  }

  private Backend open(Tuning tuning) {
    return new PyTorchProvider().open(BackendConfig.builder(2, 1, scratch).tuning(tuning).build());
  }

  private static ResolvedGraph onOneImage() {
    return sampled(Shape.image(1, SIDE, SIDE), List.of(), SIDE, Graph.INPUT);
  }

  private static ResolvedGraph onFeatures() {
    Node features =
        new Node(
            "features",
            new Layer.Conv2d(3, Window.square(3, 1, new Padding.Same()), true),
            List.of(Graph.INPUT));
    return sampled(Shape.image(2, 7, 6), List.of(features), 5, "features");
  }

  private static ResolvedGraph sampled(Shape input, List<Node> before, int side, String image) {
    List<Node> nodes = new ArrayList<>(before);
    nodes.add(new Node("vector", new Layer.Flatten(), List.of(Graph.INPUT)));
    nodes.add(
        new Node(
            "theta",
            new Layer.Dense(6, true, new Initializer.Zeros(), new Initializer.Zeros()),
            List.of("vector")));
    nodes.add(new Node("sampler", new Layer.AffineSampler(side, side), List.of(image, "theta")));
    nodes.add(new Node("sampled", new Layer.Flatten(), List.of("sampler")));
    nodes.add(new Node("logits", new Layer.Dense(2), List.of("sampled")));
    return new Graph("tiny", input, nodes, "logits").resolve();
  }

  private static Parameters parameters(ResolvedGraph graph, float[] theta) {
    Parameters parameters = Networks.parameters(graph).copy();
    fill(parameters, "theta.weight", new float[6 * SIDE * SIDE]);
    fill(parameters, "theta.bias", theta);
    fill(parameters, "logits.weight", Arrays.copyOf(WEIGHTS, 2 * SIDE * SIDE));
    fill(parameters, "logits.bias", new float[2]);
    return parameters;
  }

  private static void fill(Parameters parameters, String name, float[] values) {
    System.arraycopy(values, 0, parameters.get(name).data(), 0, values.length);
  }

  private static Batch batch(float[] pixels) {
    return new Batch(new Tensor(List.of(1, 1, SIDE, SIDE), pixels), new int[] {0});
  }
}
