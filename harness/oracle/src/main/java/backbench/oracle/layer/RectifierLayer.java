package backbench.oracle.layer;

import java.util.List;

/** Takes max(x, 0), with gradient 0 at 0; a NaN stays a NaN. */
final class RectifierLayer implements OracleLayer {

  private double[] input = new double[0];

  @Override
  public double[] forward(List<double[]> inputs, int samples, boolean training) {
    input = inputs.get(0);
    double[] output = new double[input.length];
    for (int i = 0; i < output.length; i++) {
      // Math.max keeps a NaN, and turns -0.0 into 0.0.
      output[i] = Math.max(input[i], 0.0);
    }
    return output;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] gradient = new double[input.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = input[i] <= 0 ? 0 : outputGradient[i];
    }
    return List.of(gradient);
  }

  @Override
  public int[] branches() {
    int[] sides = new int[input.length];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = input[i] > 0 ? 1 : 0;
    }
    return sides;
  }
}
