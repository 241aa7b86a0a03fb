package backbench.vector.layer;

import backbench.graph.Window;
import backbench.graph.Window.Placement;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;

/** Takes the mean of the pixels of each window; padding counts neither above nor below the bar. */
public final class AveragePooling implements Operation {

  private final Engine engine;
  private final Window window;
  private final Placement placement;
  private final Value input;
  private final Value output;

  /** Compiles average pooling. */
  public AveragePooling(
      Engine engine, Window window, Placement placement, Value input, Value output) {
    this.engine = engine;
    this.window = window;
    this.placement = placement;
    this.input = input;
    this.output = output;
  }

  private long work() {
    return (long) output.layout().pixels()
        * output.layout().pitch()
        * window.kernelHeight()
        * window.kernelWidth();
  }

  private float share(int row, int column) {
    return 1f / WindowWalk.count(window, placement, input.layout(), row, column);
  }

  @Override
  public void forward(Program program, boolean training) {
    program.samples(work(), (sample, thread) -> forward(sample));
  }

  private void forward(int sample) {
    Layout out = output.layout();
    int count = out.pitch();
    WindowWalk.walk(
        window,
        placement,
        input.layout(),
        (row, column, place, tapRow, tapColumn) -> {
          int from = input.data().origin(sample) + input.layout().at(tapRow, tapColumn);
          int to = output.data().origin(sample) + out.at(row, column);
          float[] x = input.data().data();
          float[] y = output.data().data();
          if (place == 0) {
            engine.kernels().scale(share(row, column), x, from, y, to, count);
          } else {
            engine.kernels().addScaled(share(row, column), x, from, y, to, count);
          }
        });
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    if (input.needsGradient()) {
      Slab share = input.addGradientShare(engine);
      program.samples(work(), (sample, thread) -> backward(gradient, share, sample, thread));
    }
  }

  private void backward(Slab gradient, Slab share, int sample, int thread) {
    Layout to = share.layout();
    share.clear(sample, thread);
    WindowWalk.walk(
        window,
        placement,
        input.layout(),
        (row, column, place, tapRow, tapColumn) ->
            engine
                .kernels()
                .addScaled(
                    share(row, column),
                    gradient.data(),
                    gradient.origin(sample, thread) + gradient.layout().at(row, column),
                    share.data(),
                    share.origin(sample, thread) + to.at(tapRow, tapColumn),
                    to.pitch()));
  }
}
