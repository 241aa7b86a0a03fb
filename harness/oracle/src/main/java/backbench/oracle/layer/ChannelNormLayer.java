package backbench.oracle.layer;

import backbench.graph.Layer;
import backbench.graph.Shape;
import java.util.List;

/**
 * Normalises across channels: b[c] = a[c] · s[c]^-beta with s[c] = k + alpha · Σ a[j]², j from c -
 * size/2 to c + size/2 inside the image.
 *
 * <p>Hence da[c] = db[c] · s[c]^-beta - 2 · alpha · beta · a[c] · Σ db[j] · a[j] · s[j]^(-beta - 1)
 * over the same neighbours.
 */
final class ChannelNormLayer implements OracleLayer {

  private final Layer.LocalResponseNorm layer;
  private final Shape shape;
  private final Rounding rounding;
  private double[] input = new double[0];
  private double[] scale = new double[0];
  private int samples;

  ChannelNormLayer(Layer.LocalResponseNorm layer, Shape shape, Rounding rounding) {
    this.layer = layer;
    this.shape = shape;
    this.rounding = rounding;
  }

  @Override
  public double[] forward(List<double[]> inputs, int batch, boolean training) {
    input = inputs.get(0);
    samples = batch;
    scale = new double[input.length];
    double[] output = new double[input.length];
    forEachElement(
        (i, channel) -> {
          double sum = 0;
          for (int j = first(channel); j <= last(channel); j++) {
            double neighbour = input[at(i, channel, j)];
            sum += neighbour * neighbour;
          }
          scale[i] = layer.k() + layer.alpha() * sum;
          output[i] = input[i] * Math.pow(scale[i], -layer.beta());
        });
    // A power costs a few units in the last place.
    rounding.round(output, 0, output.length, layer.size(), Rounding.rootMeanSquare(output));
    return output;
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    double[] gradient = new double[input.length];
    forEachElement(
        (i, channel) -> {
          double sum = 0;
          for (int j = first(channel); j <= last(channel); j++) {
            int n = at(i, channel, j);
            sum += outputGradient[n] * input[n] * Math.pow(scale[n], -layer.beta() - 1);
          }
          gradient[i] =
              outputGradient[i] * Math.pow(scale[i], -layer.beta())
                  - 2 * layer.alpha() * layer.beta() * input[i] * sum;
        });
    rounding.round(gradient, 0, gradient.length, layer.size(), Rounding.rootMeanSquare(gradient));
    return List.of(gradient);
  }

  private int first(int channel) {
    return Math.max(0, channel - layer.size() / 2);
  }

  private int last(int channel) {
    return Math.min(shape.channels() - 1, channel + layer.size() / 2);
  }

  private int at(int element, int channel, int otherChannel) {
    return element + (otherChannel - channel) * shape.height() * shape.width();
  }

  private interface Element {
    void visit(int index, int channel);
  }

  private void forEachElement(Element visitor) {
    int plane = shape.height() * shape.width();
    for (int p = 0; p < samples * shape.channels(); p++) {
      for (int i = p * plane; i < (p + 1) * plane; i++) {
        visitor.visit(i, p % shape.channels());
      }
    }
  }
}
