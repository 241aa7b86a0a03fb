package backbench.vector;

import backbench.graph.Window;
import backbench.graph.Window.Placement;

/** Takes the largest value of each window. */
final class MaxPooling implements Operation {

  private final Engine engine;
  private final Window window;
  private final Placement placement;
  private final Value input;
  private final Value output;
  private final boolean isTwoByTwo;

  MaxPooling(Engine engine, Window window, Placement placement, Value input, Value output) {
    this.engine = engine;
    this.window = window;
    this.placement = placement;
    this.input = input;
    this.output = output;
    this.isTwoByTwo =
        window.kernelHeight() == 2
            && window.kernelWidth() == 2
            && window.strideHeight() == 2
            && window.strideWidth() == 2
            && placement.isUnpadded();
  }

  private long work() {
    return (long) output.layout().pixels() * output.layout().pitch() * taps();
  }

  private int taps() {
    return window.kernelHeight() * window.kernelWidth();
  }

  @Override
  public void forward(Program program, boolean training) {
    program.samples(
        work(),
        (sample, thread) -> {
          if (isTwoByTwo) {
            forwardTwoByTwo(sample);
          } else {
            forwardAny(sample);
          }
        });
  }

  private void forwardTwoByTwo(int sample) {
    Layout in = input.layout();
    Layout out = output.layout();
    int x0 = input.data().origin(sample);
    int y0 = output.data().origin(sample);
    for (int row = 0; row < out.height(); row++) {
      engine
          .kernels()
          .maxPool2(
              input.data().data(),
              x0 + in.at(2 * row, 0),
              in.rowPitch(),
              output.data().data(),
              y0 + out.at(row, 0),
              out.width(),
              out.pitch());
    }
  }

  private void forwardAny(int sample) {
    Layout out = output.layout();
    float[] x = input.data().data();
    float[] y = output.data().data();
    WindowWalk.walk(
        window,
        placement,
        input.layout(),
        (row, column, place, tapRow, tapColumn) -> {
          int from = input.data().origin(sample) + input.layout().at(tapRow, tapColumn);
          int to = output.data().origin(sample) + out.at(row, column);
          if (place == 0) {
            System.arraycopy(x, from, y, to, out.pitch());
          } else {
            engine.kernels().maxInto(x, from, y, to, out.pitch());
          }
        });
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    if (!input.needsGradient()) {
      return;
    }
    Slab share = input.addGradientShare(engine);
    program.samples(
        2 * work(),
        (sample, thread) -> {
          if (isTwoByTwo) {
            backwardTwoByTwo(gradient, share, sample, thread);
          } else {
            backwardAny(gradient, share, sample, thread);
          }
        });
  }

  private void backwardTwoByTwo(Slab gradient, Slab share, int sample, int thread) {
    Layout in = input.layout();
    Layout out = output.layout();
    Layout to = share.layout();
    for (int row = 0; row < out.height(); row++) {
      engine
          .kernels()
          .maxPool2Gradient(
              input.data().data(),
              input.data().origin(sample) + in.at(2 * row, 0),
              in.rowPitch(),
              output.data().data(),
              output.data().origin(sample) + out.at(row, 0),
              gradient.data(),
              gradient.origin(sample, thread) + gradient.layout().at(row, 0),
              share.data(),
              share.origin(sample, thread) + to.at(2 * row, 0),
              to.rowPitch(),
              out.width(),
              out.pitch());
    }
  }

  private void backwardAny(Slab gradient, Slab share, int sample, int thread) {
    share.clear(sample, thread);
    Layout out = output.layout();
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.width(); column++) {
        int y = output.data().origin(sample) + out.at(row, column);
        int g = gradient.origin(sample, thread) + gradient.layout().at(row, column);
        for (int channel = 0; channel < out.channels(); channel++) {
          sendToWinner(
              sample,
              row,
              column,
              channel,
              output.data().data()[y + channel],
              gradient.data()[g + channel],
              share.layout(),
              share.data(),
              share.origin(sample, thread));
        }
      }
    }
  }

  private void sendToWinner(
      int sample,
      int row,
      int column,
      int channel,
      float most,
      float gradient,
      Layout shareLayout,
      float[] share,
      int shareOrigin) {
    Layout in = input.layout();
    int top = row * window.strideHeight() - placement.top();
    int left = column * window.strideWidth() - placement.left();
    int bottom = Math.min(top + window.kernelHeight(), in.height());
    int right = Math.min(left + window.kernelWidth(), in.width());
    for (int y = Math.max(top, 0); y < bottom; y++) {
      for (int x = Math.max(left, 0); x < right; x++) {
        float value = input.data().data()[input.data().origin(sample) + in.at(y, x) + channel];
        // "Not below" rather than "equal": where the maximum is NaN, the first tap takes it.
        if (!(value < most)) {
          share[shareOrigin + shareLayout.at(y, x) + channel] += gradient;
          return;
        }
      }
    }
  }
}
