package backbench.oracle;

import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cross-correlates: y[o, r, c] = b[o] + Σ w[o, i, u, v] · x[i, r·stride + u - top, c·stride + v -
 * left], where x is 0 outside the image.
 *
 * <p>The sums run tap by tap, so that the inner loop is over a row of outputs.
 */
final class ConvolutionLayer implements OracleLayer {

  private final Window window;
  private final Window.Placement placement;
  private final Shape in;
  private final Shape out;
  private final OracleParameter weight;
  private final @Nullable OracleParameter bias;
  private final Rounding rounding;
  private double[] input = new double[0];
  private int samples;

  ConvolutionLayer(
      Window window,
      Shape in,
      Shape out,
      OracleParameter weight,
      @Nullable OracleParameter bias,
      Rounding rounding) {
    this.window = window;
    this.placement = window.on(in);
    this.in = in;
    this.out = out;
    this.weight = weight;
    this.bias = bias;
    this.rounding = rounding;
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    input = inputs.get(0);
    samples = batch;
    double[] output = new double[batch * out.size()];
    int plane = out.height() * out.width();
    if (bias != null) {
      for (int p = 0; p < batch * out.channels(); p++) {
        Arrays.fill(output, p * plane, (p + 1) * plane, bias.values()[p % out.channels()]);
      }
    }
    double[] w = weight.values();
    forEachOutputChannel(
        (tap, x, y, rows, columns) -> {
          double factor = w[tap];
          for (int r = rows.from(); r < rows.to(); r++) {
            int source = x + row(rows, r) * in.width() + columns.firstSource();
            int target = y + r * out.width();
            if (window.strideWidth() == 1) {
              int shift = source - columns.from();
              for (int c = columns.from(); c < columns.to(); c++) {
                output[target + c] += factor * input[shift + c];
              }
            } else {
              for (int c = columns.from(); c < columns.to(); c++) {
                output[target + c] += factor * input[source];
                source += window.strideWidth();
              }
            }
          }
        });
    roundOutput(output, plane);
    return output;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] weightGradient = weight.gradient();
    Arrays.fill(weightGradient, 0);
    forEachOutputChannel(
        (tap, x, y, rows, columns) -> {
          double sum = 0;
          for (int r = rows.from(); r < rows.to(); r++) {
            int source = x + row(rows, r) * in.width() + columns.firstSource();
            int target = y + r * out.width();
            for (int c = columns.from(); c < columns.to(); c++) {
              sum += outputGradient[target + c] * input[source];
              source += window.strideWidth();
            }
          }
          weightGradient[tap] += sum;
        });
    int plane = out.height() * out.width();
    double products = Rounding.rootMeanSquare(outputGradient) * Rounding.rootMeanSquare(input);
    rounding.roundProducts(
        weightGradient, 0, weightGradient.length, (double) samples * plane, products);
    if (bias != null) {
      biasGradient(bias.gradient(), outputGradient, plane);
    }
    return inputGradients ? List.of(inputGradient(outputGradient)) : List.of();
  }

  private void biasGradient(double[] gradient, double[] outputGradient, int plane) {
    Arrays.fill(gradient, 0);
    for (int p = 0; p < samples * out.channels(); p++) {
      double sum = 0;
      for (int i = p * plane; i < (p + 1) * plane; i++) {
        sum += outputGradient[i];
      }
      gradient[p % out.channels()] += sum;
    }
    double size = Rounding.rootMeanSquare(outputGradient);
    rounding.roundProducts(gradient, 0, gradient.length, (double) samples * plane, size);
  }

  private double[] inputGradient(double[] outputGradient) {
    double[] gradient = new double[samples * in.size()];
    double[] w = weight.values();
    forEachInputChannel(
        (tap, x, y, rows, columns) -> {
          double factor = w[tap];
          for (int r = rows.from(); r < rows.to(); r++) {
            int source = x + row(rows, r) * in.width() + columns.firstSource();
            int target = y + r * out.width();
            if (window.strideWidth() == 1) {
              int shift = source - columns.from();
              for (int c = columns.from(); c < columns.to(); c++) {
                gradient[shift + c] += factor * outputGradient[target + c];
              }
            } else {
              for (int c = columns.from(); c < columns.to(); c++) {
                gradient[source] += factor * outputGradient[target + c];
                source += window.strideWidth();
              }
            }
          }
        });
    double products = Rounding.rootMeanSquare(outputGradient) * Rounding.rootMeanSquare(w);
    double terms =
        (double) out.channels()
            * window.kernelHeight()
            * window.kernelWidth()
            / (window.strideHeight() * window.strideWidth());
    rounding.roundProducts(gradient, 0, gradient.length, Math.max(terms, 1), products);
    return gradient;
  }

  private void roundOutput(double[] output, int plane) {
    int terms = in.channels() * window.kernelHeight() * window.kernelWidth();
    for (int n = 0; n < samples; n++) {
      double pixels = Rounding.rootMeanSquare(input, n * in.size(), (n + 1) * in.size());
      for (int o = 0; o < out.channels(); o++) {
        double taps = Rounding.rootMeanSquare(weight.values(), o * terms, (o + 1) * terms);
        int from = (n * out.channels() + o) * plane;
        rounding.roundProducts(output, from, from + plane, terms, pixels * taps);
      }
    }
  }

  private int row(WindowRange rows, int position) {
    return rows.firstSource() + (position - rows.from()) * window.strideHeight();
  }

  private interface Tap {
    /**
     * @param tap the index of the weight
     * @param x where the input's plane starts
     * @param y where the output's plane starts
     */
    void visit(int tap, int x, int y, WindowRange rows, WindowRange columns);
  }

  /**
   * Visits every product, one output channel beside another: no two of them share a sum over
   * outputs or weights, and within one the order is always the same, so results are too.
   */
  private void forEachOutputChannel(Tap visitor) {
    IntStream.range(0, out.channels())
        .parallel()
        .forEach(o -> visit(visitor, o, o + 1, 0, in.channels()));
  }

  /** Visits every product, one input channel beside another, whose sums are over inputs. */
  private void forEachInputChannel(Tap visitor) {
    IntStream.range(0, in.channels())
        .parallel()
        .forEach(i -> visit(visitor, 0, out.channels(), i, i + 1));
  }

  private void visit(Tap visitor, int firstOut, int endOut, int firstIn, int endIn) {
    int kernelHeight = window.kernelHeight();
    int kernelWidth = window.kernelWidth();
    for (int u = 0; u < kernelHeight; u++) {
      WindowRange rows =
          WindowRange.of(out.height(), in.height(), window.strideHeight(), u, placement.top());
      for (int v = 0; v < kernelWidth; v++) {
        WindowRange columns =
            WindowRange.of(out.width(), in.width(), window.strideWidth(), v, placement.left());
        if (rows.isEmpty() || columns.isEmpty()) {
          continue;
        }
        for (int n = 0; n < samples; n++) {
          for (int o = firstOut; o < endOut; o++) {
            int y = (n * out.channels() + o) * out.height() * out.width();
            for (int i = firstIn; i < endIn; i++) {
              int x = (n * in.channels() + i) * in.height() * in.width();
              int tap = ((o * in.channels() + i) * kernelHeight + u) * kernelWidth + v;
              visitor.visit(tap, x, y, rows, columns);
            }
          }
        }
      }
    }
  }
}
