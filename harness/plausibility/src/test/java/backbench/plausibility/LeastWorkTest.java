package backbench.plausibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the counts with those made by hand. */
class LeastWorkTest {

  private static final Window THREE = Window.square(3, 1, new Padding.Valid());
  private static final Window TWO = Window.square(2, 2, new Padding.Valid());
  private static final Layer RELU = new Layer.Relu();
  private static final Layer FLATTEN = new Layer.Flatten();

  @Test
  void denseMultipliesEachFeatureByEachUnit() {
    ResolvedGraph graph = chain(Shape.vector(3), new Layer.Dense(2));
    assertThat(LeastWork.ofPrediction(graph)).isEqualTo(new LeastWork(3 * 2, 4 * 3 * 2, 4 * 3));
  }

  @Test
  void trainingAddsGradientsOfWeightsAndOfInputsBehindWeights() {
    ResolvedGraph graph = chain(Shape.vector(3), new Layer.Dense(4), RELU, new Layer.Dense(2));
    assertThat(LeastWork.ofPrediction(graph).multiplications()).isEqualTo(12 + 8);
    assertThat(LeastWork.ofTraining(graph).multiplications()).isEqualTo(2 * 12 + 3 * 8);
  }

  @Test
  void layersThatCouldBeMultipliedOutIntoOneCountNothing() {
    ResolvedGraph graph =
        chain(
            Shape.vector(3),
            new Layer.Dense(4),
            new Layer.BatchNorm(),
            new Layer.Dropout(0.5),
            new Layer.Dense(2),
            RELU,
            new Layer.Dense(5));
    assertThat(LeastWork.ofPrediction(graph)).isEqualTo(new LeastWork(10, 4 * 10, 0));
    assertThat(LeastWork.ofTraining(graph)).isEqualTo(new LeastWork(3 * 10, 4 * (12 + 8 + 10), 0));
  }

  @Test
  void aConvolutionCountsEachPixelThatItsWindowCovers() {
    // 5 × 5 pixels become 3 × 3: Winograd's F(3 × 3, 3 × 3) makes 25 products.
    ResolvedGraph graph = images(Shape.image(2, 5, 5), conv(4, THREE), RELU, FLATTEN);
    assertThat(convolution(graph)).isEqualTo(2 * 4 * 25);
  }

  @Test
  void paddedWithZerosItCountsOnePerOutput() {
    Window same = Window.square(3, 1, new Padding.Same());
    assertThat(convolution(images(Shape.image(1, 4, 4), conv(2, same), RELU, FLATTEN)))
        .isEqualTo(2 * 16);
  }

  @Test
  void outputsOfNothingButZerosCountNothing() {
    Window padded = Window.square(1, 1, new Padding.Explicit(5, 5, 5, 5));
    assertThat(convolution(images(Shape.image(1, 4, 4), conv(2, padded), RELU, FLATTEN)))
        .isEqualTo(2 * 16);
  }

  @Test
  void aStrideSkipsPixelsOrCoversThem() {
    Window skipping = Window.square(1, 2, new Padding.Valid());
    Window covering = Window.square(3, 2, new Padding.Valid());
    assertThat(convolution(images(Shape.image(1, 5, 5), conv(1, skipping), RELU, FLATTEN)))
        .isEqualTo(9);
    assertThat(convolution(images(Shape.image(1, 5, 5), conv(1, covering), RELU, FLATTEN)))
        .isEqualTo(25);
  }

  @Test
  void aWindowAsLargeAsTheImageIsADenseLayer() {
    Window whole = Window.square(4, 1, new Padding.Valid());
    ResolvedGraph graph = images(Shape.image(3, 4, 4), conv(5, whole), RELU, FLATTEN);
    assertThat(convolution(graph)).isEqualTo(3 * 16 * 5);
    assertThat(trainedConvolution(graph)).isEqualTo(2 * 3 * 16 * 5);
  }

  @Test
  void behindAMeanAConvolutionIsWantedWhereTheMeanIs() {
    Window same = Window.square(3, 1, new Padding.Same());
    Layer mean = new Layer.AvgPool2d(TWO);
    ResolvedGraph graph =
        images(Shape.image(1, 8, 8), conv(2, same), new Layer.BatchNorm(), mean, RELU, FLATTEN);
    assertThat(convolution(graph)).isEqualTo(2 * 16);
    ResolvedGraph rectified = images(Shape.image(1, 8, 8), conv(2, same), RELU, mean, FLATTEN);
    assertThat(convolution(rectified)).isEqualTo(2 * 64);
  }

  @Test
  void behindAPoolGradientsAreThoseOfItsOutputs() {
    Window same = Window.square(3, 1, new Padding.Same());
    ResolvedGraph graph =
        images(Shape.image(3, 8, 8), conv(2, same), RELU, new Layer.MaxPool2d(TWO), FLATTEN);
    // Forward 64 for each of 6 pairs; backward one for each channel and output of the pool.
    assertThat(trainedConvolution(graph)).isEqualTo(6 * 64 + 3 * 2 * 16);
  }

  @Test
  void dropoutSparesItsShareWhileTraining() {
    Layer half = new Layer.Dropout(0.5);
    ResolvedGraph graph =
        chain(Shape.vector(8), new Layer.Dense(4), RELU, half, new Layer.Dense(2));
    assertThat(LeastWork.ofPrediction(graph).multiplications()).isEqualTo(32 + 8);
    // What is dropped is neither computed nor has a gradient; what stays meets both weights.
    assertThat(LeastWork.ofTraining(graph).multiplications()).isEqualTo(2 * 16 + 3 * 4);
  }

  @Test
  void localResponseNormalisationSquares() {
    Layer conv = conv(2, THREE);
    ResolvedGraph graph =
        images(Shape.image(1, 5, 5), conv, new Layer.LocalResponseNorm(), FLATTEN);
    assertThat(convolution(graph)).isEqualTo(2 * 25 + 2 * 9);
    ResolvedGraph idle =
        images(Shape.image(1, 5, 5), conv, new Layer.LocalResponseNorm(5, 2, 0, 0.75), FLATTEN);
    assertThat(convolution(idle)).isEqualTo(2 * 25);
  }

  @Test
  void whatComparesAddsOrMovesCountsNothing() {
    Shape image = Shape.image(1, 4, 4);
    ResolvedGraph graph =
        chain(
            image,
            new Layer.MaxPool2d(TWO),
            new Layer.AvgPool2d(TWO),
            new Layer.BatchNorm(),
            RELU,
            FLATTEN,
            new Layer.Dropout(0.5));
    assertThat(LeastWork.ofTraining(graph)).isEqualTo(new LeastWork(0, 0, 0));
  }

  @Test
  void aSamplerCountsNothingAndItsThetaDoes() {
    Graph graph =
        new Graph(
            "sampled",
            Shape.image(1, 4, 4),
            List.of(
                new Node("flat", FLATTEN, List.of("input")),
                new Node("theta", new Layer.Dense(6), List.of("flat")),
                new Node("sampler", new Layer.AffineSampler(3, 3), List.of("input", "theta")),
                new Node("out", FLATTEN, List.of("sampler"))),
            "out");
    assertThat(LeastWork.ofPrediction(graph.resolve()))
        .isEqualTo(new LeastWork(96, 4 * 96, 4 * 16));
    assertThat(LeastWork.ofTraining(graph.resolve()).multiplications()).isEqualTo(2 * 96);
  }

  @Test
  void theInputIsReadOnceWhoeverReadsIt() {
    // The last row and column are of no window.
    ResolvedGraph graph =
        images(
            Shape.image(2, 6, 6), conv(1, Window.square(5, 2, new Padding.Valid())), RELU, FLATTEN);
    assertThat(LeastWork.ofPrediction(graph))
        .isEqualTo(new LeastWork(2 * 25 + 3, 4 * (2 * 25 + 3), 4 * 2 * 25));
  }

  @Test
  void everyKindOfLayerIsCounted() {
    for (LayerKind kind : LayerKind.values()) {
      assertThat(RandomNetworks.kinds()).as("the random networks' kinds").contains(kind);
    }
  }

  @Test
  void noNetworkNeedsMoreThanTheDirectAlgorithmMakes() {
    for (int seed = 0; seed < 2000; seed++) {
      ResolvedGraph graph = RandomNetworks.of(seed);
      assertThat(LeastWork.ofPrediction(graph).multiplications())
          .as("prediction of %s", graph.graph())
          .isLessThanOrEqualTo(graph.flops().forward() / 2);
      assertThat(LeastWork.ofTraining(graph).multiplications())
          .as("training of %s", graph.graph())
          .isLessThanOrEqualTo(graph.flops().training() / 2);
    }
  }

  @Test
  void aBatchMultipliesAndReadsSampleBySampleAndItsWeightsOnce() {
    LeastWork work = new LeastWork(7, 100, 3);
    assertThat(work.multiplications(10)).isEqualTo(70);
    assertThat(work.bytesRead(10)).isEqualTo(130);
    assertThatThrownBy(() -> new LeastWork(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Counts the products of a prediction of all but the layer of three units at the end. */
  private static long convolution(ResolvedGraph graph) {
    return LeastWork.ofPrediction(graph).multiplications()
        - 3L * graph.output().inputShape().size();
  }

  private static long trainedConvolution(ResolvedGraph graph) {
    return LeastWork.ofTraining(graph).multiplications()
        - 3 * 3L * graph.output().inputShape().size();
  }

  private static Layer conv(int filters, Window window) {
    return new Layer.Conv2d(filters, window, false);
  }

  /** Puts a layer of three units, which nothing is linear in, behind some layers. */
  private static ResolvedGraph images(Shape input, Layer... layers) {
    List<Layer> all = new ArrayList<>(Arrays.asList(layers));
    all.add(RELU);
    all.add(new Layer.Dense(3));
    return chain(input, all.toArray(new Layer[0]));
  }

  private static ResolvedGraph chain(Shape input, Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String source = "input";
    for (Layer layer : layers) {
      String name = "n" + nodes.size();
      nodes.add(new Node(name, layer, List.of(source)));
      source = name;
    }
    return new Graph("chain", input, nodes, source).resolve();
  }
}
