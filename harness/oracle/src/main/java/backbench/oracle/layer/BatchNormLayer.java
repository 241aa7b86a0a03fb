package backbench.oracle.layer;

import backbench.graph.Layer;
import backbench.graph.Shape;
import java.util.List;

/**
 * Normalises each channel: y = gamma · (x - mean) / sqrt(variance + epsilon) + beta.
 *
 * <p>With N values per channel in the batch, the variance is Σ (x - mean)² / N. The backward pass
 * is that of Ioffe and Szegedy: dx = gamma / sqrt(variance + epsilon) · (dy - Σ dy / N - x̂ · Σ dy
 * · x̂ / N).
 */
final class BatchNormLayer implements OracleLayer {

  /**
   * Behind a rectifier all values have one sign. Added one after the other, n such terms make
   * partial sums of up to the whole, each rounded: that costs u · sqrt(n) / 3 of the sum. Noise as
   * of n / 4 terms is two and a half times that. PyTorch, for one, adds up so where channels come
   * last.
   */
  private static final double SAME_SIGN = 4;

  private final Layer.BatchNorm layer;
  private final int channels;
  private final int plane;
  private final Statistics statistics;
  private final Rounding rounding;
  private double[] normalised = new double[0];
  private final double[] inverseDeviation;
  private int samples;

  /** Groups the layer's parameters. */
  record Statistics(
      OracleParameter gamma,
      OracleParameter beta,
      OracleParameter movingMean,
      OracleParameter movingVariance) {}

  BatchNormLayer(Layer.BatchNorm layer, Shape shape, Statistics statistics, Rounding rounding) {
    this.layer = layer;
    this.channels = shape.channels();
    this.plane = shape.height() * shape.width();
    this.statistics = statistics;
    this.rounding = rounding;
    this.inverseDeviation = new double[channels];
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    double[] input = inputs.get(0);
    samples = batch;
    normalised = new double[input.length];
    double[] output = new double[input.length];
    for (int channel = 0; channel < channels; channel++) {
      double[] moments = {
        statistics.movingMean().values()[channel], statistics.movingVariance().values()[channel]
      };
      if (training) {
        batchMoments(input, channel, moments);
        follow(statistics.movingMean().values(), channel, moments[0]);
        follow(statistics.movingVariance().values(), channel, moments[1]);
      }
      inverseDeviation[channel] = 1 / Math.sqrt(moments[1] + layer.epsilon());
      normalise(input, output, channel, moments[0]);
    }
    return output;
  }

  private void normalise(double[] input, double[] output, int channel, double mean) {
    double gamma = statistics.gamma().values()[channel];
    double beta = statistics.beta().values()[channel];
    double inverse = inverseDeviation[channel];
    // What is subtracted and added may be larger than what remains.
    double magnitude = Math.abs(gamma) * (1 + Math.abs(mean) * inverse) + Math.abs(beta);
    for (int n = 0; n < samples; n++) {
      int from = (n * channels + channel) * plane;
      for (int i = from; i < from + plane; i++) {
        normalised[i] = (input[i] - mean) * inverse;
        output[i] = gamma * normalised[i] + beta;
      }
      rounding.round(output, from, from + plane, 1, magnitude);
    }
  }

  private void batchMoments(double[] input, int channel, double[] moments) {
    double count = (double) samples * plane;
    double sum = 0;
    for (int n = 0; n < samples; n++) {
      int from = (n * channels + channel) * plane;
      for (int i = from; i < from + plane; i++) {
        sum += input[i];
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (int n = 0; n < samples; n++) {
      int from = (n * channels + channel) * plane;
      for (int i = from; i < from + plane; i++) {
        squares += (input[i] - mean) * (input[i] - mean);
      }
    }
    double variance = squares / count;
    moments[0] = mean;
    moments[1] = variance;
    double size = Math.sqrt(mean * mean + variance);
    rounding.round(moments, 0, 1, count / SAME_SIGN, size);
    // An engine may subtract squares (E[x²] - E[x]²), so the error scales with both.
    rounding.round(moments, 1, 2, count / SAME_SIGN, size * size);
    moments[1] = Math.max(moments[1], 0);
  }

  /** Rounds a sum whose terms are of random sign but for their mean. */
  private void roundSum(double[] sums, int index, double count, double size) {
    double whole = Math.abs(sums[index]);
    rounding.roundProducts(sums, index, index + 1, count, size);
    rounding.round(sums, index, index + 1, count / SAME_SIGN, whole);
  }

  private void follow(double[] moving, int channel, double now) {
    moving[channel] = layer.momentum() * moving[channel] + (1 - layer.momentum()) * now;
    rounding.round(moving, channel, channel + 1, 1, Math.abs(moving[channel]));
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] gradient = new double[outputGradient.length];
    double count = (double) samples * plane;
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      double projected = 0;
      double squares = 0;
      for (int n = 0; n < samples; n++) {
        int from = (n * channels + channel) * plane;
        for (int i = from; i < from + plane; i++) {
          sum += outputGradient[i];
          projected += outputGradient[i] * normalised[i];
          squares += outputGradient[i] * outputGradient[i];
        }
      }
      double size = Math.sqrt(squares / count);
      double[] sums = {projected, sum};
      roundSum(sums, 0, count, size);
      roundSum(sums, 1, count, size);
      statistics.gamma().gradient()[channel] = sums[0];
      statistics.beta().gradient()[channel] = sums[1];
      double factor = statistics.gamma().values()[channel] * inverseDeviation[channel];
      for (int n = 0; n < samples; n++) {
        int from = (n * channels + channel) * plane;
        for (int i = from; i < from + plane; i++) {
          gradient[i] =
              factor * (outputGradient[i] - sums[1] / count - normalised[i] * sums[0] / count);
        }
        rounding.round(gradient, from, from + plane, 1, Math.abs(factor) * size);
      }
    }
    return List.of(gradient);
  }
}
