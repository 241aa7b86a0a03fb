package backbench.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.spi.InitialParameters;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the oracle to numbers worked out by hand, which differences of itself cannot do. */
class OracleDefinitionTest {

  private static final Padding SAME = new Padding.Same();

  @Test
  void samePaddingOfAnEvenKernelPutsTheOddPixelAfter() {
    Layer conv = new Layer.Conv2d(1, new Window(1, 4, 1, 1, SAME), false);
    double[] output =
        output(
            Shape.image(1, 1, 5),
            conv,
            Map.of("n.weight", new float[] {1, 10, 100, 1000}),
            1,
            2,
            3,
            4,
            5);
    // One zero before, two after: the window of pixel 0 is (0, 1, 2, 3).
    assertThat(output).containsExactly(3210, 4321, 5432, 543, 54);
  }

  @Test
  void convolutionDoesNotFlipItsKernel() {
    Layer conv = new Layer.Conv2d(1, Window.square(2, 1, new Padding.Valid()), true);
    double[] output =
        output(
            Shape.image(1, 2, 2),
            conv,
            Map.of("n.weight", new float[] {1, 2, 3, 4}, "n.bias", new float[] {0.5f}),
            1,
            10,
            100,
            1000);
    assertThat(output).containsExactly(4321.5);
  }

  @Test
  void poolsSeeOnlyTheImage() {
    Window window = new Window(1, 3, 1, 2, SAME);
    assertThat(output(Shape.image(1, 1, 3), new Layer.MaxPool2d(window), Map.of(), -3, -1, -2))
        .containsExactly(-1, -1);
    assertThat(output(Shape.image(1, 1, 3), new Layer.AvgPool2d(window), Map.of(), -3, -1, -2))
        .containsExactly(-2, -1.5);
  }

  @Test
  void channelNormDoesNotDivideAlphaByItsSize() {
    Layer lrn = new Layer.LocalResponseNorm(3, 2, 0.5, 1);
    // Sums of squares over neighbours: 1 + 4, 1 + 4 + 9, 4 + 9.
    assertThat(output(Shape.image(3, 1, 1), lrn, Map.of(), 1, 2, 3))
        .containsExactly(new double[] {1 / 4.5, 2 / 9.0, 3 / 8.5}, offset(1e-15));
  }

  @Test
  void batchNormFollowsTheBiasedVarianceAndPredictsByTheMovingOne() {
    ResolvedGraph graph = graph(Shape.vector(1), new Layer.BatchNorm(0.5, 0.75));
    OracleModel model = new OracleModel(graph, InitialParameters.draw(graph, 1));
    Tensor images = new Tensor(List.of(2, 1), new float[] {1, 4});
    // Mean 2.5, biased variance 2.25; both outputs are ±1.5 / sqrt(2.75).
    double expected = 1.5 / Math.sqrt(2.75);
    assertThat(model.forwardTraining(images))
        .containsExactly(new double[] {-expected, expected}, offset(1e-15));
    assertThat(model.parameters().get(2).values()).containsExactly(0.25 * 2.5);
    assertThat(model.parameters().get(3).values()).containsExactly(0.75 + 0.25 * 2.25);
    assertThat(model.predict(images)[0])
        .isEqualTo((1 - 0.625) / Math.sqrt(1.3125 + 0.5), offset(1e-15));
  }

  @Test
  void lossIsTheMeanOfTheCrossEntropies() {
    CrossEntropy entropy =
        CrossEntropy.of(new double[] {0, Math.log(3), 800, 0}, new int[] {0, 1}, Rounding.NONE);
    assertThat(entropy.loss()).isEqualTo((Math.log(4) + 800) / 2, offset(1e-12));
    assertThat(entropy.gradient())
        .containsExactly(new double[] {-0.375, 0.375, 0.5, -0.5}, offset(1e-15));
  }

  @Test
  void adamIsInTensorFlowsForm() {
    double gradient = 1e-6;
    double[] after = twoSteps(new Optimizer.Adam(0.1), gradient);
    double v1 = 0.001 * gradient * gradient;
    double first = 0.1 * Math.sqrt(0.001) / 0.1 * 0.1 * gradient / (Math.sqrt(v1) + 1e-7);
    double v2 = 0.001999 * gradient * gradient;
    double rate = 0.1 * Math.sqrt(1 - 0.999 * 0.999) / (1 - 0.81);
    double second = rate * 0.19 * gradient / (Math.sqrt(v2) + 1e-7);
    assertThat(after[0]).isEqualTo(1 - first, offset(1e-12));
    assertThat(after[1]).isEqualTo(1 - first - second, offset(1e-12));
  }

  @Test
  void rmsPropDividesByTheRootMeanSquareUncorrected() {
    double gradient = 1e-6;
    double[] after = twoSteps(new Optimizer.RmsProp(0.1), gradient);
    double first = 0.1 * gradient / (Math.sqrt(0.1 * gradient * gradient) + 1e-7);
    double second = 0.1 * gradient / (Math.sqrt(0.19 * gradient * gradient) + 1e-7);
    assertThat(after[0]).isEqualTo(1 - first, offset(1e-12));
    assertThat(after[1]).isEqualTo(1 - first - second, offset(1e-12));
  }

  @Test
  void momentumKeepsItsVelocity() {
    assertThat(twoSteps(new Optimizer.Sgd(0.1, 0.5), 2))
        .containsExactly(new double[] {0.8, 0.8 - 0.3}, offset(1e-15));
  }

  private static double[] twoSteps(Optimizer optimizer, double gradient) {
    ResolvedGraph graph = graph(Shape.vector(1), new Layer.Dense(1));
    ParameterInfo info = graph.parameters().get(0);
    OracleParameter parameter = new OracleParameter(info, new Tensor(info.dims(), new float[] {1}));
    parameter.gradient()[0] = gradient;
    OracleOptimizer update = OracleOptimizer.of(optimizer, Rounding.NONE);
    double[] after = new double[2];
    for (int i = 0; i < after.length; i++) {
      update.update(List.of(parameter));
      after[i] = parameter.values()[0];
    }
    return after;
  }

  private static ResolvedGraph graph(Shape input, Layer layer) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node("n", layer, List.of(Graph.INPUT)));
    String output = "n";
    if (input.isImage()) {
      nodes.add(new Node("vector", new Layer.Flatten(), List.of("n")));
      output = "vector";
    }
    return new Graph("one layer", input, nodes, output).resolve();
  }

  private static double[] output(
      Shape input, Layer layer, Map<String, float[]> parameters, float... image) {
    ResolvedGraph graph = graph(input, layer);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterInfo info : graph.parameters()) {
      tensors.put(info.name(), new Tensor(info.dims(), parameters.get(info.name())));
    }
    List<Integer> dims = new ArrayList<>(List.of(1));
    dims.addAll(input.dims());
    return new OracleModel(graph, new Parameters(tensors)).predict(new Tensor(dims, image));
  }
}
