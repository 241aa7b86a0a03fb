package org.example.backbench;

import backbench.graph.Layer;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.Optional;

/** Cross-correlates images with kernels; pixels beyond the border count as 0. */
final class Convolution implements Operation {

  private final Crew crew;
  private final Value input;
  private final Value output;
  private final Parameter weight;
  private final Optional<Parameter> bias;
  private final int filters;
  private final int plane;
  private final int taps;
  private final Shape image;
  private final Window window;
  private final Window.Placement placement;

  Convolution(
      Crew crew,
      Layer.Conv2d layer,
      ResolvedNode node,
      Value input,
      Value output,
      Parameter weight,
      Optional<Parameter> bias) {
    this.crew = crew;
    this.input = input;
    this.output = output;
    this.weight = weight;
    this.bias = bias;
    this.image = node.inputShape();
    this.window = layer.window();
    this.placement = window.on(image);
    this.filters = layer.filters();
    this.plane = placement.outHeight() * placement.outWidth();
    this.taps = image.channels() * window.kernelHeight() * window.kernelWidth();
  }

  /** Takes one product of the convolution: where its output, weight and input lie. */
  private interface Product {
    void add(int y, int w, int x);
  }

  /**
   * Lists the products of one filter in one sample.
   *
   * @param product gets places in the filter's output plane, in its kernel, and in the whole input
   */
  private void products(int sample, Product product) {
    int w = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      int origin = sample * input.size() + channel * image.height() * image.width();
      for (int u = 0; u < window.kernelHeight(); u++) {
        for (int v = 0; v < window.kernelWidth(); v++) {
          for (int row = 0; row < placement.outHeight(); row++) {
            int from = row * window.strideHeight() + u - placement.top();
            for (int column = 0; column < placement.outWidth(); column++) {
              int across = column * window.strideWidth() + v - placement.left();
              if (from >= 0 && from < image.height() && across >= 0 && across < image.width()) {
                product.add(
                    row * placement.outWidth() + column, w, origin + from * image.width() + across);
              }
            }
          }
          w++;
        }
      }
    }
  }

  @Override
  public void forward(int samples) {
    crew.run(samples, this::forwardSample);
  }

  private void forwardSample(int sample) {
    for (int filter = 0; filter < filters; filter++) {
      int kernel = filter * taps;
      double[] sums = new double[plane];
      products(sample, (y, w, x) -> sums[y] += weight.data()[kernel + w] * input.data()[x]);
      float shift = bias.isPresent() ? bias.get().data()[filter] : 0;
      int origin = sample * output.size() + filter * plane;
      for (int y = 0; y < plane; y++) {
        output.data()[origin + y] = (float) (sums[y] + shift);
      }
    }
  }

  @Override
  public void backward(int samples) {
    crew.run(filters, filter -> backwardFilter(filter, samples));
    if (input.needsGradient()) {
      crew.run(samples, this::backwardSample);
    }
  }

  private void backwardFilter(int filter, int samples) {
    float[] dy = output.gradient();
    double[] sums = new double[taps];
    double shift = 0;
    for (int sample = 0; sample < samples; sample++) {
      int origin = sample * output.size() + filter * plane;
      products(sample, (y, w, x) -> sums[w] += dy[origin + y] * input.data()[x]);
      for (int y = 0; y < plane; y++) {
        shift += dy[origin + y];
      }
    }
    for (int w = 0; w < taps; w++) {
      weight.gradient()[filter * taps + w] = (float) sums[w];
    }
    if (bias.isPresent()) {
      bias.get().gradient()[filter] = (float) shift;
    }
  }

  private void backwardSample(int sample) {
    float[] dy = output.gradient();
    for (int filter = 0; filter < filters; filter++) {
      int kernel = filter * taps;
      int origin = sample * output.size() + filter * plane;
      products(
          sample, (y, w, x) -> input.gradient()[x] += weight.data()[kernel + w] * dy[origin + y]);
    }
  }
}
