package backbench.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.certificate.Certifier;
import backbench.certificate.RuleResult;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.fixtures.OnNativePlatform;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the engine's own layers and loop to the oracle, and says where they cannot meet it. */
@OnNativePlatform(Dl4jProvider.class)
class EngineLoopTest {

  private static final Padding SAME = new Padding.Same();
  private static final Padding VALID = new Padding.Valid();
  private static final Optimizer ADAM = new Optimizer.Adam(1e-3);
  private static final Optimizer DESCENT = new Optimizer.Sgd(0.05);

  private final Dl4jProvider provider = new Dl4jProvider();
  @TempDir Path scratch;
  private Backend backend;

  @BeforeEach
  void open() {
    backend = provider.open(BackendConfig.cpu(1, 1, scratch).withTuning(Tuning.ENGINE_LOOP));
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String name = layer.kind().id() + "-" + (nodes.size() + 1);
      nodes.add(new Node(name, layer, List.of(last)));
      last = name;
    }
    return new Graph("chain", input, nodes, last).resolve();
  }

  private static Layer conv(int filters, int kernel, int stride, Padding padding, boolean bias) {
    return new Layer.Conv2d(filters, Window.square(kernel, stride, padding), bias);
  }

  private static Layer maxPool(int kernel, int stride, Padding padding) {
    return new Layer.MaxPool2d(Window.square(kernel, stride, padding));
  }

  /** Returns the rules that a network fails, of three steps on inputs in [-bound, bound). */
  private List<String> failures(ResolvedGraph graph, Optimizer optimizer, double bound) {
    Certificate certificate =
        Certifier.certify(
            provider.info(),
            backend,
            graph,
            CertificationRecipe.of(new TrainingSpec(optimizer))
                .withBatchSize(3)
                .withInputs(-bound, bound));
    return certificate.rules().stream()
        .filter(rule -> !rule.passed())
        .map(RuleResult::rule)
        .toList();
  }

  @Test
  void certifiesConvolutionsThatPadUnlikeOnOppositeSides() {
    ResolvedGraph graph =
        chain(
            Shape.image(2, 13, 12),
            conv(6, 4, 1, SAME, true),
            new Layer.Relu(),
            maxPool(2, 2, VALID),
            conv(5, 3, 1, new Padding.Explicit(0, 2, 1, 0), false),
            maxPool(3, 2, SAME),
            new Layer.Relu(),
            new Layer.Flatten(),
            new Layer.Dense(20),
            new Layer.Relu(),
            new Layer.Dropout(0.5),
            new Layer.Dense(10));
    assertThat(failures(graph, ADAM, 1)).isEmpty();
    assertThat(failures(graph, DESCENT, 1)).isEmpty();
  }

  @Test
  void certifiesBatchNormalisationOfImagesAndVectors() {
    ResolvedGraph graph =
        chain(
            Shape.image(2, 9, 8),
            conv(4, 3, 2, SAME, true),
            new Layer.Relu(),
            new Layer.BatchNorm(),
            new Layer.BatchNorm(0.05, 0.6),
            new Layer.Relu(),
            new Layer.AvgPool2d(Window.square(3, 2, SAME)),
            new Layer.Flatten(),
            new Layer.Dense(7),
            new Layer.BatchNorm(),
            new Layer.Dense(5));
    assertThat(failures(graph, ADAM, 1)).isEmpty();
  }

  @Test
  void certifiesAChainThatEndsInAPool() {
    ResolvedGraph graph =
        chain(
            Shape.image(2, 8, 8),
            conv(5, 1, 1, VALID, true),
            new Layer.Relu(),
            new Layer.AvgPool2d(Window.square(8, 8, VALID)),
            new Layer.Flatten());
    assertThat(failures(graph, ADAM, 1)).isEmpty();
  }

  private static ResolvedGraph normalisedAcrossChannels() {
    return chain(
        Shape.image(11, 3, 4),
        conv(11, 1, 1, VALID, true),
        new Layer.LocalResponseNorm(),
        new Layer.Flatten(),
        new Layer.Dense(3));
  }

  /**
   * The engine divides the sum over neighbours by the channel's own denominator in place of theirs.
   */
  @Test
  void normalisationAcrossChannelsHasAnotherGradient() {
    assertThat(failures(normalisedAcrossChannels(), DESCENT, 1)).contains("N3");
  }

  @Test
  void aLossOfMoreThanEightyFiveIsNotTold() {
    ResolvedGraph graph = chain(Shape.vector(2), new Layer.Dense(2));
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    parameters.put("dense-1.weight", new Tensor(List.of(2, 2), new float[] {1, 0, 0, 1}));
    parameters.put("dense-1.bias", new Tensor(List.of(2), new float[2]));
    Batch batch = new Batch(new Tensor(List.of(1, 2), new float[] {800, 0}), new int[] {1});
    try (Model model =
            backend.compile(
                graph, new Parameters(parameters), Optional.of(new TrainingSpec(DESCENT)));
        Staged staged = model.stage(batch)) {
      assertThat(model.step(staged)).isCloseTo(-Math.log(1e-37), within(1e-3));
    }
  }

  @Test
  void aNanDoesNotPassAMaxPool() {
    ResolvedGraph graph =
        chain(Shape.image(1, 4, 4), maxPool(2, 2, VALID), new Layer.Flatten(), new Layer.Dense(2));
    Tensor images = Tensor.zeros(List.of(1, 1, 4, 4));
    images.data()[5] = Float.NaN;
    try (Model model =
            backend.compile(
                graph, InitialParameters.draw(graph, 1), Optional.of(new TrainingSpec(DESCENT)));
        Staged staged = model.stage(new Batch(images, new int[] {1}))) {
      assertThat(model.step(staged)).isFinite();
    }
  }

  @Test
  void certifiesRmsPropOfSmallGradientsFromSquaresThatStartAtZero() {
    ResolvedGraph graph =
        chain(Shape.vector(9), new Layer.Dense(8), new Layer.Relu(), new Layer.Dense(4));
    assertThat(failures(graph, new Optimizer.RmsProp(1e-2), 1)).isEmpty();
    assertThat(failures(graph, new Optimizer.RmsProp(1e-2), 1e-5)).isEmpty();
  }

  private void refused(ErrorCode code, String reason, ResolvedGraph graph, Optimizer optimizer) {
    Parameters initial = InitialParameters.draw(graph, 1);
    assertThatThrownBy(
            () -> backend.compile(graph, initial, Optional.of(new TrainingSpec(optimizer))))
        .isInstanceOfSatisfying(BackbenchException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }

  @Test
  void momentumIsNesterovsOrNone() {
    refused(
        ErrorCode.UNSUPPORTED_OPTIMIZER,
        "Nesterov",
        chain(Shape.vector(3), new Layer.Dense(2)),
        new Optimizer.Sgd(0.1, 0.9));
  }

  @Test
  void aNodeThatReadsTwoOthersIsRefused() {
    ResolvedGraph graph =
        new Graph(
                "sampled",
                Shape.image(1, 4, 4),
                List.of(
                    new Node("flat", new Layer.Flatten(), List.of(Graph.INPUT)),
                    new Node("theta", new Layer.Dense(6), List.of("flat")),
                    new Node(
                        "sampler", new Layer.AffineSampler(4, 4), List.of(Graph.INPUT, "theta")),
                    new Node("vector", new Layer.Flatten(), List.of("sampler"))),
                "vector")
            .resolve();
    refused(ErrorCode.UNSUPPORTED_LAYER, "one behind the other", graph, ADAM);
  }

  @Test
  void aPoolThatPadsUnlikeOnOppositeSidesIsRefused() {
    ResolvedGraph graph =
        chain(
            Shape.image(1, 6, 7),
            maxPool(3, 2, new Padding.Explicit(1, 0, 0, 2)),
            new Layer.Flatten());
    refused(ErrorCode.UNSUPPORTED_LAYER, "unlike", graph, ADAM);
  }

  @Test
  void normalisationAcrossFewerChannelsThanHalfItsWindowIsRefused() {
    ResolvedGraph graph =
        chain(Shape.image(2, 3, 3), new Layer.LocalResponseNorm(), new Layer.Flatten());
    refused(ErrorCode.UNSUPPORTED_LAYER, "2 channels", graph, ADAM);
  }

  @Test
  void aRectifierOfTheInputIsRefused() {
    ResolvedGraph graph = chain(Shape.vector(3), new Layer.Relu(), new Layer.Dense(2));
    refused(ErrorCode.UNSUPPORTED_LAYER, "first layer", graph, ADAM);
  }

  @Test
  void dropoutDropsTheRateAndKeepsTheMean() {
    // One step of plain descent at rate 1: each weight's gradient tells whether its input was kept.
    int features = 10_000;
    ResolvedGraph graph = chain(Shape.vector(features), new Layer.Dropout(0.2), new Layer.Dense(2));
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    parameters.put("dense-2.weight", Tensor.zeros(List.of(2, features)));
    parameters.put("dense-2.bias", Tensor.zeros(List.of(2)));
    Tensor ones = Tensor.zeros(List.of(1, features));
    Arrays.fill(ones.data(), 1);
    try (Model model =
            backend.compile(
                graph,
                new Parameters(parameters),
                Optional.of(new TrainingSpec(new Optimizer.Sgd(1))));
        Staged staged = model.stage(new Batch(ones, new int[] {0}))) {
      model.step(staged);
      int dropped = 0;
      float[] weights = model.parameters().get("dense-2.weight").data();
      for (int i = 0; i < features; i++) {
        if (weights[i] == 0) {
          dropped++;
        } else {
          assertThat(weights[i]).isCloseTo(0.5f / 0.8f, within(1e-6f));
        }
      }
      assertThat(dropped).isBetween(1_800, 2_200);
    }
  }
}
