package backbench.vector.layer;

import backbench.graph.Window;
import backbench.graph.Window.Placement;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;

/** Takes the largest value of each window. */
public final class MaxPooling implements Operation {

  private final Engine engine;
  private final Window window;
  private final Placement placement;
  private final Value input;
  private final Value output;
  private final boolean isTwoByTwo;

  /** Compiles max pooling. */
  public MaxPooling(Engine engine, Window window, Placement placement, Value input, Value output) {
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
    if (isTwoByTwo) {
      program.samples(work(), (sample, thread) -> forwardTwoByTwo(sample));
    } else {
      WindowTaps taps = new WindowTaps(window, placement, input.layout());
      program.samples(work(), (sample, thread) -> forwardAny(taps, sample));
    }
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

  private void forwardAny(WindowTaps taps, int sample) {
    Layout out = output.layout();
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.width(); column++) {
        engine
            .kernels()
            .maximum(
                taps.at(row, column),
                input.data().data(),
                input.data().origin(sample) + taps.first(row, column),
                output.data().data(),
                output.data().origin(sample) + out.at(row, column),
                out.pitch());
      }
    }
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    if (!input.needsGradient()) {
      return;
    }
    Slab share = input.addGradientShare(engine);
    if (isTwoByTwo) {
      program.samples(
          2 * work(), (sample, thread) -> backwardTwoByTwo(gradient, share, sample, thread));
    } else {
      WindowTaps inputTaps = new WindowTaps(window, placement, input.layout());
      WindowTaps shareTaps = new WindowTaps(window, placement, share.layout());
      program.samples(
          2 * work(),
          (sample, thread) -> backwardAny(inputTaps, shareTaps, gradient, share, sample, thread));
    }
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

  private void backwardAny(
      WindowTaps inputTaps,
      WindowTaps shareTaps,
      Slab gradient,
      Slab share,
      int sample,
      int thread) {
    share.clear(sample, thread);
    Layout out = output.layout();
    for (int row = 0; row < out.height(); row++) {
      for (int column = 0; column < out.width(); column++) {
        engine
            .kernels()
            .maximumGradient(
                inputTaps.at(row, column),
                input.data().data(),
                input.data().origin(sample) + inputTaps.first(row, column),
                output.data().data(),
                output.data().origin(sample) + out.at(row, column),
                gradient.data(),
                gradient.origin(sample, thread) + gradient.layout().at(row, column),
                shareTaps.at(row, column),
                share.data(),
                share.origin(sample, thread) + shareTaps.first(row, column),
                out.pitch());
      }
    }
  }
}
