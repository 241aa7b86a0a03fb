package backbench.vector.layer;

import backbench.vector.memory.Layout;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;

/** Takes max(x, 0) where no layer before it could do so on the way. */
public final class Rectifier implements Operation {

  private final Engine engine;
  private final Value input;
  private final Value output;

  /** Compiles the rectifier. */
  public Rectifier(Engine engine, Value input, Value output) {
    this.engine = engine;
    this.input = input;
    this.output = output;
  }

  @Override
  public void forward(Program program, boolean training) {
    Runs runs = new Runs(input.layout(), output.layout());
    program.samples(
        output.layout().samplePitch(),
        (sample, thread) ->
            runs.visit(
                (from, to) ->
                    engine
                        .kernels()
                        .relu(
                            input.data().data(),
                            input.data().origin(sample) + from,
                            output.data().data(),
                            output.data().origin(sample) + to,
                            runs.floats())));
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    if (!input.needsGradient()) {
      return;
    }
    Slab share = input.addGradientShare(engine);
    Layout y = output.layout();
    int floats = y.width() * y.pitch();
    program.samples(
        2L * y.samplePitch(),
        (sample, thread) -> {
          for (int row = 0; row < y.height(); row++) {
            engine
                .kernels()
                .reluGradient(
                    output.data().data(),
                    output.data().origin(sample) + y.at(row, 0),
                    gradient.data(),
                    gradient.origin(sample, thread) + gradient.layout().at(row, 0),
                    share.data(),
                    share.origin(sample, thread) + share.layout().at(row, 0),
                    floats);
          }
        });
  }
}
