package backbench.oracle.layer;

import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross-correlates: y[o, r, c] = b[o] + Σ w[o, i, u, v] · x[i, r·stride + u - top, c·stride + v -
 * left], where x is 0 outside the image.
 */
final class ConvolutionLayer implements OracleLayer {

  /**
   * What Winograd's transforms of six points cost, as summands of a direct sum: they make a few
   * large products out of many small ones. Their errors are twice those of a sum of as many terms,
   * and those of about a hundred terms even where there is one channel only.
   */
  private static final int FAST_TERMS = 4;

  private static final int LEAST_FAST_TERMS = 120;
  private static final int LARGEST_FAST_KERNEL = 5;

  private final Window window;
  private final WindowMatrix windows;
  private final Shape in;
  private final Shape out;
  private final int plane;
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
    this.windows = new WindowMatrix(window, in, out);
    this.in = in;
    this.out = out;
    this.plane = out.height() * out.width();
    this.weight = weight;
    this.bias = bias;
    this.rounding = rounding;
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    input = inputs.get(0);
    samples = batch;
    double[] output = new double[batch * out.size()];
    if (bias != null) {
      for (int p = 0; p < batch * out.channels(); p++) {
        Arrays.fill(output, p * plane, (p + 1) * plane, bias.values()[p % out.channels()]);
      }
    }
    Matrix weights = matrix(weight.values());
    double[] seen = windows.allocate();
    windows.forEachStrip(
        batch,
        (sample, first, count) -> {
          windows.gather(input, sample, first, count, seen);
          outputs(output, sample)
              .columns(first, count)
              .addProduct(weights, Matrix.of(seen, 0, windows.taps(), count));
        });
    roundOutput(output);
    return output;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    weightGradient(outputGradient);
    if (bias != null) {
      biasGradient(bias.gradient(), outputGradient);
    }
    return inputGradients ? List.of(inputGradient(outputGradient)) : List.of();
  }

  private void weightGradient(double[] outputGradient) {
    double[] gradient = weight.gradient();
    Arrays.fill(gradient, 0);
    double[] seen = windows.allocate();
    double[] byWindow = windows.allocate();
    windows.forEachStrip(
        samples,
        (sample, first, count) -> {
          windows.gather(input, sample, first, count, seen);
          Matrix columns = Matrix.of(byWindow, 0, count, windows.taps());
          columns.copy(Matrix.of(seen, 0, windows.taps(), count).transposed());
          matrix(gradient)
              .addProduct(outputs(outputGradient, sample).columns(first, count), columns);
        });
    double products = Rounding.rootMeanSquare(outputGradient) * Rounding.rootMeanSquare(input);
    roundFast(gradient, 0, gradient.length, (double) samples * plane, products);
  }

  private void biasGradient(double[] gradient, double[] outputGradient) {
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
    double[] byTap = windows.allocate();
    windows.forEachStrip(
        samples,
        (sample, first, count) -> {
          Arrays.fill(byTap, 0);
          Matrix.of(byTap, 0, windows.taps(), count)
              .addProduct(
                  matrix(w).transposed(), outputs(outputGradient, sample).columns(first, count));
          windows.scatter(byTap, sample, first, count, gradient);
        });
    double products = Rounding.rootMeanSquare(outputGradient) * Rounding.rootMeanSquare(w);
    double terms =
        (double) out.channels()
            * window.kernelHeight()
            * window.kernelWidth()
            / (window.strideHeight() * window.strideWidth());
    roundFast(gradient, 0, gradient.length, Math.max(terms, 1), products);
    return gradient;
  }

  private void roundOutput(double[] output) {
    int terms = windows.taps();
    for (int n = 0; n < samples; n++) {
      double pixels = Rounding.rootMeanSquare(input, n * in.size(), (n + 1) * in.size());
      for (int o = 0; o < out.channels(); o++) {
        double taps = Rounding.rootMeanSquare(weight.values(), o * terms, (o + 1) * terms);
        int from = (n * out.channels() + o) * plane;
        roundFast(output, from, from + plane, terms, pixels * taps);
      }
    }
  }

  /** Rounds sums of products that a fast convolution may have made. */
  private void roundFast(double[] values, int from, int to, double terms, double products) {
    double cost = isFast() ? Math.max(FAST_TERMS * terms, LEAST_FAST_TERMS) : terms;
    rounding.round(values, from, to, cost, Math.sqrt(terms) * products);
  }

  /** Tells whether engines compute such a window by Winograd's transforms. */
  private boolean isFast() {
    return window.strideHeight() == 1
        && window.strideWidth() == 1
        && isFast(window.kernelHeight())
        && isFast(window.kernelWidth());
  }

  private static boolean isFast(int kernel) {
    return kernel > 1 && kernel <= LARGEST_FAST_KERNEL;
  }

  private Matrix matrix(double[] weights) {
    return Matrix.of(weights, 0, out.channels(), windows.taps());
  }

  private Matrix outputs(double[] values, int sample) {
    return Matrix.of(values, sample * out.size(), out.channels(), plane);
  }
}
