package backbench.vector.layer;

import backbench.vector.memory.Layout;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;

/**
 * Lays an image out as a vector in channel, row, column order.
 *
 * <p>Needed only where something other than a dense layer reads the vector; a dense layer reads the
 * image as it lies.
 */
public final class Flattening implements Operation {

  private final Engine engine;
  private final Value input;
  private final Value output;

  /** Compiles flattening. */
  public Flattening(Engine engine, Value input, Value output) {
    this.engine = engine;
    this.input = input;
    this.output = output;
  }

  private interface Pair {
    void visit(int inImage, int inVector);
  }

  private static void walk(Layout image, Pair pair) {
    int feature = 0;
    for (int channel = 0; channel < image.channels(); channel++) {
      for (int row = 0; row < image.height(); row++) {
        for (int column = 0; column < image.width(); column++) {
          pair.visit(image.at(row, column) + channel, feature++);
        }
      }
    }
  }

  @Override
  public void forward(Program program, boolean training) {
    program.samples(
        output.layout().samplePitch(),
        (sample, thread) -> {
          float[] x = input.data().data();
          float[] y = output.data().data();
          int x0 = input.data().origin(sample);
          int y0 = output.data().origin(sample);
          walk(input.layout(), (image, vector) -> y[y0 + vector] = x[x0 + image]);
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
        output.layout().samplePitch(),
        (sample, thread) -> {
          float[] dx = share.data();
          float[] dy = gradient.data();
          int x0 = share.origin(sample, thread);
          int y0 = gradient.origin(sample, thread);
          walk(share.layout(), (image, vector) -> dx[x0 + image] = dy[y0 + vector]);
        });
  }
}
