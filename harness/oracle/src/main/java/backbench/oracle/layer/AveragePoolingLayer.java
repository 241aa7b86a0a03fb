package backbench.oracle.layer;

import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.List;

/** Takes the mean of each window's pixels; padding counts neither above nor below the bar. */
final class AveragePoolingLayer extends PoolingLayer {

  private final int taps;
  private final Rounding rounding;
  private int samples;

  AveragePoolingLayer(Window window, Shape in, Shape out, Rounding rounding) {
    super(window, in, out);
    this.taps = window.kernelHeight() * window.kernelWidth();
    this.rounding = rounding;
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    double[] input = inputs.get(0);
    samples = batch;
    double[] output = new double[batch * out().size()];
    forEachWindow(
        batch,
        (target, plane, top, bottom, left, right) -> {
          double sum = 0;
          for (int r = top; r < bottom; r++) {
            for (int c = left; c < right; c++) {
              sum += input[plane + r * in().width() + c];
            }
          }
          output[target] = sum / ((bottom - top) * (right - left));
        });
    double mean = Rounding.rootMeanSquare(input) / taps;
    rounding.roundProducts(output, 0, output.length, taps, mean);
    return output;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] gradient = new double[samples * in().size()];
    forEachWindow(
        samples,
        (target, plane, top, bottom, left, right) -> {
          double share = outputGradient[target] / ((bottom - top) * (right - left));
          for (int r = top; r < bottom; r++) {
            for (int c = left; c < right; c++) {
              gradient[plane + r * in().width() + c] += share;
            }
          }
        });
    rounding.round(gradient, 0, gradient.length, 1, Rounding.rootMeanSquare(gradient));
    return List.of(gradient);
  }
}
