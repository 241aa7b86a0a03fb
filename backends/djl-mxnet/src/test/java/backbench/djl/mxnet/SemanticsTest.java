package backbench.djl.mxnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.fixtures.Networks;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MXNet does otherwise, and the kit's rules do not ask. */
@OnNativePlatform(MxNetProvider.class)
class SemanticsTest {

  private static final Layer FLATTEN = new Layer.Flatten();

  @TempDir Path scratch;

  @Test
  void aNotANumberInAMaxPoolReachesTheLogitsOfItsSampleAlone() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(2, 4, 4),
            new Layer.MaxPool2d(Window.square(2, 2, new Padding.Explicit(1, 0, 0, 1))),
            FLATTEN);
    Batch batch = Networks.batch(graph, 2);
    batch.images().data()[21] = Float.NaN;
    float[] logits = predict(graph, new Parameters(Map.of()), batch);
    for (int i = 0; i < logits.length; i++) {
      assertThat(Float.isNaN(logits[i])).as("logit %d", i).isEqualTo(i < graph.classes());
    }
  }

  @Test
  void aNotANumberThatARectifierLosesReachesTheLogitsOfItsSampleAlone() {
    ResolvedGraph graph =
        Networks.chain(
            Shape.image(2, 4, 4),
            FLATTEN,
            new Layer.Dense(3),
            // Twice, so that the second sees no NaN any more.
            new Layer.Relu(),
            new Layer.Relu(),
            new Layer.Dense(2));
    Batch batch = Networks.batch(graph, 2);
    batch.images().data()[21] = Float.NaN;
    float[] logits = predict(graph, InitialParameters.draw(graph, 1), batch);
    for (int i = 0; i < logits.length; i++) {
      assertThat(Float.isNaN(logits[i])).as("logit %d", i).isEqualTo(i < graph.classes());
    }
  }

  @Test
  void aThetaThatIsNoNumberReachesTheLogits() {
    ResolvedGraph graph =
        new Graph(
                "sampled",
                Shape.image(1, 4, 4),
                List.of(
                    new Node("flat", FLATTEN, List.of(Graph.INPUT)),
                    new Node("theta", new Layer.Dense(6), List.of("flat")),
                    new Node(
                        "sampler", new Layer.AffineSampler(3, 3), List.of(Graph.INPUT, "theta")),
                    new Node("logits", FLATTEN, List.of("sampler"))),
                "logits")
            .resolve();
    Parameters parameters = Networks.parameters(graph);
    parameters.get("theta.bias").data()[2] = Float.NaN;
    assertThat(predict(graph, parameters, Networks.batch(graph, 1))).containsOnly(Float.NaN);
  }

  @Test
  void aRectifierLeavesNothingBelowZeroThatSinglePrecisionCanTell() {
    ResolvedGraph graph = Networks.chain(Shape.vector(3), new Layer.Relu());
    Batch batch = new Batch(new Tensor(List.of(1, 3), new float[] {-1000, 0, 2}), new int[] {0});
    float[] rectified = predict(graph, new Parameters(Map.of()), batch);
    assertThat((double) rectified[0]).isCloseTo(0, within(1e-20));
    assertThat(rectified[1]).isZero();
    assertThat(rectified[2]).isEqualTo(2);
  }

  @Test
  void theMovingVarianceFollowsTheBiasedOneAcrossBatchSizes() {
    ResolvedGraph graph =
        Networks.chain(Shape.vector(1), new Layer.BatchNorm(1e-3, 0.5), new Layer.Dense(2));
    Parameters initial =
        new Parameters(
            Map.of(
                "a.gamma", new Tensor(List.of(1), new float[] {1}),
                "a.beta", new Tensor(List.of(1), new float[] {0}),
                "a.moving_mean", new Tensor(List.of(1), new float[] {0}),
                "a.moving_variance", new Tensor(List.of(1), new float[] {1}),
                "b.weight", new Tensor(List.of(2, 1), new float[] {1, -1}),
                "b.bias", new Tensor(List.of(2), new float[2])));
    try (Backend backend = Backends.open(1, scratch);
        Model model = backend.compile(graph, initial, Networks.descent(0.1))) {
      step(model, 1, 3);
      assertMoving(model, 0.5 * 0 + 0.5 * 2, 0.5 * 1 + 0.5 * 1);
      step(model, 0, 3, 6);
      assertMoving(model, 0.5 * 1 + 0.5 * 3, 0.5 * 1 + 0.5 * 6);
      step(model, 4);
      assertMoving(model, 0.5 * 2 + 0.5 * 4, 0.5 * 3.5);
    }
  }

  private static void step(Model model, float... samples) {
    Tensor images = new Tensor(List.of(samples.length, 1), samples);
    try (Staged staged = model.stage(new Batch(images, new int[samples.length]))) {
      model.step(staged);
    }
  }

  private static void assertMoving(Model model, double mean, double variance) {
    Parameters parameters = model.parameters();
    assertThat((double) parameters.get("a.moving_mean").data()[0]).isCloseTo(mean, within(1e-6));
    assertThat((double) parameters.get("a.moving_variance").data()[0])
        .isCloseTo(variance, within(1e-6));
  }

  private float[] predict(ResolvedGraph graph, Parameters parameters, Batch batch) {
    try (Backend backend = Backends.open(1, scratch);
        Model model = backend.compile(graph, parameters, Optional.empty());
        Staged staged = model.stage(batch)) {
      return model.predict(staged).data();
    }
  }
}
