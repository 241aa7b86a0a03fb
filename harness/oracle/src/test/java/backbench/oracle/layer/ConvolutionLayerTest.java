package backbench.oracle.layer;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Initializer;
import backbench.graph.Padding;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.random.PinnedRandom;
import backbench.spi.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the products of matrices to the sums that define a convolution, product by product. */
class ConvolutionLayerTest {

  private static final int SAMPLES = 2;

  /**
   * A convolution of which a matrix holds a part of the windows, so that several follow each other.
   *
   * @param filters output channels
   */
  private record Case(Shape in, int filters, Window window) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(Shape.image(8, 67, 64), 3, Window.square(3, 1, new Padding.Same())),
        new Case(
            Shape.image(16, 90, 75), 9, new Window(5, 4, 2, 1, new Padding.Explicit(3, 0, 1, 2))),
        new Case(Shape.image(1, 6, 5), 2, Window.square(2, 3, new Padding.Valid())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void productsOfMatricesAreTheSumsThatDefineAConvolution(Case each) {
    Window.Placement placement = each.window.on(each.in);
    Shape out = Shape.image(each.filters, placement.outHeight(), placement.outWidth());
    OracleParameter weight =
        parameter(
            ParameterRole.WEIGHT,
            each.filters,
            each.in.channels(),
            each.window.kernelHeight(),
            each.window.kernelWidth());
    OracleParameter bias = parameter(ParameterRole.BIAS, each.filters);
    ConvolutionLayer layer =
        new ConvolutionLayer(each.window, each.in, out, weight, bias, Rounding.NONE);
    double[] input = drawn("input", SAMPLES * each.in.size());
    double[] outputGradient = drawn("gradient", SAMPLES * out.size());

    double[] outputs = layer.forward(List.of(input), SAMPLES, true);
    double[] inputGradient = layer.backward(outputGradient, true).get(0);

    double[] expectedOutputs = new double[outputs.length];
    double[] expectedInputs = new double[input.length];
    double[] expectedWeights = new double[weight.values().length];
    int plane = out.height() * out.width();
    for (int i = 0; i < outputs.length; i++) {
      expectedOutputs[i] = bias.values()[i / plane % each.filters];
    }
    forEachProduct(
        each,
        out,
        (y, w, x) -> {
          expectedOutputs[y] += weight.values()[w] * input[x];
          expectedInputs[x] += weight.values()[w] * outputGradient[y];
          expectedWeights[w] += input[x] * outputGradient[y];
        });
    assertThat(difference(outputs, expectedOutputs)).isLessThan(1e-11);
    assertThat(difference(inputGradient, expectedInputs)).isLessThan(1e-11);
    assertThat(difference(weight.gradient(), expectedWeights)).isLessThan(1e-9);
  }

  private static double difference(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    return largest;
  }

  private interface Product {
    void add(int output, int weight, int input);
  }

  private static void forEachProduct(Case each, Shape out, Product product) {
    Window window = each.window;
    Window.Placement placement = window.on(each.in);
    Shape in = each.in;
    int y = 0;
    for (int n = 0; n < SAMPLES; n++) {
      for (int o = 0; o < out.channels(); o++) {
        for (int r = 0; r < out.height(); r++) {
          for (int c = 0; c < out.width(); c++, y++) {
            int w = o * in.channels() * window.kernelHeight() * window.kernelWidth();
            for (int i = 0; i < in.channels(); i++) {
              for (int u = 0; u < window.kernelHeight(); u++) {
                for (int v = 0; v < window.kernelWidth(); v++, w++) {
                  int row = r * window.strideHeight() + u - placement.top();
                  int column = c * window.strideWidth() + v - placement.left();
                  if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                    int x = ((n * in.channels() + i) * in.height() + row) * in.width() + column;
                    product.add(y, w, x);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  private static OracleParameter parameter(ParameterRole role, Integer... dims) {
    Tensor initial = Tensor.zeros(List.of(dims));
    double[] values = drawn(role.suffix(), initial.size());
    for (int i = 0; i < values.length; i++) {
      initial.data()[i] = (float) values[i];
    }
    ParameterInfo info =
        new ParameterInfo(
            "conv." + role.suffix(), role, List.of(dims), new Initializer.Zeros(), 0, 0);
    return new OracleParameter(info, initial);
  }

  private static double[] drawn(String name, int count) {
    PinnedRandom random = PinnedRandom.stream(1, name);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    return values;
  }
}
