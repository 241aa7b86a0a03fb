package backbench.vector.layer;

import backbench.vector.memory.Layout;
import backbench.vector.memory.Layout.Halo;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;

/**
 * Drops elements at random while training; copies in prediction.
 *
 * <p>Whether an element is dropped follows from the seed, the node, the step, the sample and the
 * element alone, so masks are the same for any number of threads.
 */
public final class DropoutMask implements Operation {

  private final Engine engine;
  private final float rate;
  private final long nodeSeed;
  private final Value input;
  private final Value output;
  private final Slab factors;
  private long step;

  /** Compiles dropout. */
  public DropoutMask(Engine engine, double rate, int node, Value input, Value output) {
    this.engine = engine;
    this.rate = (float) rate;
    this.nodeSeed = mix(engine.seed() + mix(node));
    this.input = input;
    this.output = output;
    Layout y = output.layout();
    this.factors = new Slab(new Layout(y.channels(), y.height(), y.width(), y.pitch(), Halo.NONE));
  }

  @Override
  public void forward(Program program, boolean training) {
    if (training) {
      engine.workspace().add(factors);
      program.serial(samples -> step++);
      program.samples(
          8L * output.layout().samplePitch(),
          (sample, thread) -> {
            draw(sample);
            multiply(input.data(), output.data(), sample, thread);
          });
    } else {
      Runs runs = new Runs(input.layout(), output.layout());
      program.samples(output.layout().samplePitch(), (sample, thread) -> copy(runs, sample));
    }
  }

  private void draw(int sample) {
    int count = factors.layout().samplePitch();
    int start = factors.origin(sample);
    float[] target = factors.data();
    int key = (int) mix(nodeSeed ^ mix(step * 0x10001 + sample));
    // The hash has 24 bits, all of which a float holds: nothing is lost against a share in [0, 1).
    int threshold = (int) Math.ceil(rate * 0x1.0p24);
    engine.kernels().drop(key, threshold, 1 / (1 - rate), target, start, count);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private void copy(Runs runs, int sample) {
    runs.visit(
        (from, to) ->
            System.arraycopy(
                input.data().data(),
                input.data().origin(sample) + from,
                output.data().data(),
                output.data().origin(sample) + to,
                runs.floats()));
  }

  private void multiply(Slab from, Slab to, int sample, int thread) {
    Layout layout = to.layout();
    int floats = layout.width() * layout.pitch();
    for (int row = 0; row < layout.height(); row++) {
      engine
          .kernels()
          .multiplyElements(
              from.data(),
              from.origin(sample, thread) + from.layout().at(row, 0),
              factors.data(),
              factors.origin(sample) + factors.layout().at(row, 0),
              to.data(),
              to.origin(sample, thread) + layout.at(row, 0),
              floats);
    }
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    if (input.needsGradient()) {
      Slab share = input.addGradientShare(engine);
      program.samples(
          share.layout().samplePitch(),
          (sample, thread) -> multiply(gradient, share, sample, thread));
    }
  }
}
