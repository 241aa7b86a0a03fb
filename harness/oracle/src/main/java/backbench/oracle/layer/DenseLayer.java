package backbench.oracle.layer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Multiplies: y[o] = b[o] + Σ w[o, f] · x[f]. */
final class DenseLayer implements OracleLayer {

  private final int features;
  private final int units;
  private final OracleParameter weight;
  private final @Nullable OracleParameter bias;
  private final Rounding rounding;
  private double[] input = new double[0];
  private int samples;

  DenseLayer(
      int features,
      int units,
      OracleParameter weight,
      @Nullable OracleParameter bias,
      Rounding rounding) {
    this.features = features;
    this.units = units;
    this.weight = weight;
    this.bias = bias;
    this.rounding = rounding;
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    input = inputs.get(0);
    samples = batch;
    double[] w = weight.values();
    double[] output = new double[batch * units];
    // Threads share no unit, so that no sum depends on their number.
    IntStream.range(0, units).parallel().forEach(o -> addUnit(o, w, output));
    double products = Rounding.rootMeanSquare(input) * Rounding.rootMeanSquare(w);
    rounding.roundProducts(output, 0, output.length, features, products);
    return output;
  }

  private void addUnit(int o, double[] w, double[] output) {
    double start = bias == null ? 0 : bias.values()[o];
    int n = 0;
    for (; n + 4 <= samples; n += 4) {
      addUnitOfFour(o, w, start, n, output);
    }
    for (; n < samples; n++) {
      double sum = start;
      int x = n * features;
      for (int i = o * features; i < (o + 1) * features; i++) {
        sum += w[i] * input[x++];
      }
      output[n * units + o] = sum;
    }
  }

  /** Makes four sums side by side, as the next summand of one has to wait for its last. */
  private void addUnitOfFour(int o, double[] w, double start, int n, double[] output) {
    double sum0 = start;
    double sum1 = start;
    double sum2 = start;
    double sum3 = start;
    int x0 = n * features;
    int x1 = x0 + features;
    int x2 = x1 + features;
    int x3 = x2 + features;
    int row = o * features;
    for (int i = 0; i < features; i++) {
      double factor = w[row + i];
      sum0 += factor * input[x0 + i];
      sum1 += factor * input[x1 + i];
      sum2 += factor * input[x2 + i];
      sum3 += factor * input[x3 + i];
    }
    output[n * units + o] = sum0;
    output[(n + 1) * units + o] = sum1;
    output[(n + 2) * units + o] = sum2;
    output[(n + 3) * units + o] = sum3;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] weightGradient = weight.gradient();
    Arrays.fill(weightGradient, 0);
    Matrix deltas = Matrix.of(outputGradient, 0, samples, units);
    Matrix.of(weightGradient, 0, units, features)
        .addProduct(deltas.transposed(), Matrix.of(input, 0, samples, features));
    double outputs = Rounding.rootMeanSquare(outputGradient);
    rounding.roundProducts(
        weightGradient,
        0,
        weightGradient.length,
        samples,
        outputs * Rounding.rootMeanSquare(input));
    if (bias != null) {
      double[] gradient = bias.gradient();
      Arrays.fill(gradient, 0);
      for (int i = 0; i < outputGradient.length; i++) {
        gradient[i % units] += outputGradient[i];
      }
      rounding.roundProducts(gradient, 0, units, samples, outputs);
    }
    return inputGradients ? List.of(inputGradient(outputGradient, outputs)) : List.of();
  }

  private double[] inputGradient(double[] outputGradient, double outputs) {
    double[] w = weight.values();
    double[] gradient = new double[samples * features];
    Matrix.of(gradient, 0, samples, features)
        .addProduct(Matrix.of(outputGradient, 0, samples, units), Matrix.of(w, 0, units, features));
    double products = outputs * Rounding.rootMeanSquare(w);
    rounding.roundProducts(gradient, 0, gradient.length, units, products);
    return gradient;
  }
}
