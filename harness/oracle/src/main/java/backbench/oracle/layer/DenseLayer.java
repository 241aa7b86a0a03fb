package backbench.oracle.layer;

import java.util.Arrays;
import java.util.List;
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
    for (int n = 0; n < batch; n++) {
      for (int o = 0; o < units; o++) {
        double sum = bias == null ? 0 : bias.values()[o];
        int x = n * features;
        for (int i = o * features; i < (o + 1) * features; i++) {
          sum += w[i] * input[x++];
        }
        output[n * units + o] = sum;
      }
    }
    double products = Rounding.rootMeanSquare(input) * Rounding.rootMeanSquare(w);
    rounding.roundProducts(output, 0, output.length, features, products);
    return output;
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
