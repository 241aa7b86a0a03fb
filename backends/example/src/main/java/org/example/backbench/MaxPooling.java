package org.example.backbench;

import backbench.graph.Layer;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;

/** Takes the largest pixel of each window; the gradient goes to that pixel alone. */
final class MaxPooling implements Operation {

  private final Crew crew;
  private final Value input;
  private final Value output;
  private final Shape image;
  private final Window window;
  private final Window.Placement placement;

  MaxPooling(Crew crew, Layer.MaxPool2d layer, ResolvedNode node, Value input, Value output) {
    this.crew = crew;
    this.input = input;
    this.output = output;
    this.image = node.inputShape();
    this.window = layer.window();
    this.placement = window.on(image);
  }

  /** Takes the place of a window's output and that of its largest pixel. */
  private interface Winner {
    void take(int y, int x);
  }

  /** Lists the winners of one sample. */
  private void winners(int sample, Winner winner) {
    int y = sample * output.size();
    for (int channel = 0; channel < image.channels(); channel++) {
      int origin = sample * input.size() + channel * image.height() * image.width();
      for (int row = 0; row < placement.outHeight(); row++) {
        for (int column = 0; column < placement.outWidth(); column++) {
          winner.take(y++, largest(origin, row, column));
        }
      }
    }
  }

  /** Finds the first largest pixel of a window, of those that lie on the image. */
  private int largest(int origin, int row, int column) {
    int top = row * window.strideHeight() - placement.top();
    int left = column * window.strideWidth() - placement.left();
    int best = -1;
    for (int u = Math.max(top, 0); u < Math.min(top + window.kernelHeight(), image.height()); u++) {
      for (int v = Math.max(left, 0);
          v < Math.min(left + window.kernelWidth(), image.width());
          v++) {
        int x = origin + u * image.width() + v;
        // compare() puts NaN above all numbers: a window that holds one must give it.
        if (best < 0 || Float.compare(input.data()[x], input.data()[best]) > 0) {
          best = x;
        }
      }
    }
    return best;
  }

  @Override
  public void forward(int samples) {
    crew.run(samples, sample -> winners(sample, (y, x) -> output.data()[y] = input.data()[x]));
  }

  @Override
  public void backward(int samples) {
    if (input.needsGradient()) {
      crew.run(
          samples,
          sample -> winners(sample, (y, x) -> input.gradient()[x] += output.gradient()[y]));
    }
  }
}
