package backbench.oracle.layer;

import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.List;

/**
 * Takes each window's largest value; the first of equal ones in row-major order gets the gradient.
 */
final class MaxPoolingLayer extends PoolingLayer {

  private int[] winners = new int[0];
  private int samples;

  MaxPoolingLayer(Window window, Shape in, Shape out) {
    super(window, in, out);
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    double[] input = inputs.get(0);
    samples = batch;
    double[] output = new double[batch * out().size()];
    winners = new int[output.length];
    forEachWindow(
        batch,
        (target, plane, top, bottom, left, right) -> {
          int best = plane + top * in().width() + left;
          for (int r = top; r < bottom; r++) {
            for (int c = left; c < right; c++) {
              int i = plane + r * in().width() + c;
              // A NaN wins, and then stays.
              if (input[i] > input[best]
                  || (Double.isNaN(input[i]) && !Double.isNaN(input[best]))) {
                best = i;
              }
            }
          }
          winners[target] = best;
          output[target] = input[best];
        });
    return output;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] gradient = new double[samples * in().size()];
    for (int i = 0; i < outputGradient.length; i++) {
      gradient[winners[i]] += outputGradient[i];
    }
    return List.of(gradient);
  }

  @Override
  public int[] branches() {
    return winners;
  }
}
