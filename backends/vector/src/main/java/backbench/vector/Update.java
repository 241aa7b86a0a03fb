package backbench.vector;

import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import backbench.vector.kernel.AdaptiveFactors;
import backbench.vector.kernel.Kernels;
import backbench.vector.memory.ParameterStore;
import backbench.vector.program.Engine;
import backbench.vector.program.Program;
import java.util.Arrays;

/** Applies an optimiser to all trained values in one pass, and clears the summed gradients. */
final class Update {

  /** A share of about 64 KiB per array: it is summed, used and cleared while in the cache. */
  private static final int CHUNK = 16 * 1024;

  /** Changes a range of the values by their gradients. */
  private interface Rule {

    /** Begins a step, before any range. */
    void begin();

    void apply(int from, int count);
  }

  private final ParameterStore store;
  private final Kernels kernels;
  private final Rule rule;

  Update(Engine engine, Optimizer optimizer) {
    this.store = engine.store();
    this.kernels = engine.kernels();
    this.rule =
        optimizer.accept(
            new OptimizerVisitor<>() {
              @Override
              public Rule sgd(Optimizer.Sgd sgd) {
                return new Descent(sgd);
              }

              @Override
              public Rule adaptive(Optimizer.Adaptive adaptive) {
                return new Adaptation(adaptive);
              }
            });
  }

  /** Adds the update to a program. */
  void add(Program program) {
    int size = store.values().length;
    int chunks = (size + CHUNK - 1) / CHUNK;
    program.serial(samples -> rule.begin());
    // Bound by memory: a value costs about as much time as thirty operations.
    program.tasks(
        0,
        30L * size,
        samples -> chunks,
        (chunk, samples, thread) -> {
          int from = chunk * CHUNK;
          int to = Math.min(from + CHUNK, size);
          int summedTo = Math.min(to, store.summedSize());
          for (int other = 1; other < store.summingThreads() && from < summedTo; other++) {
            float[] part = store.gradients(other);
            kernels.addScaled(1, part, from, store.gradients(0), from, summedTo - from);
            Arrays.fill(part, from, summedTo, 0);
          }
          rule.apply(from, to - from);
          if (from < summedTo) {
            Arrays.fill(store.gradients(0), from, summedTo, 0);
          }
        });
  }

  /** Descends the gradient; without momentum there is no velocity to hold. */
  private final class Descent implements Rule {

    private final float rate;
    private final float momentum;
    private final float[] velocity;

    Descent(Optimizer.Sgd sgd) {
      this.rate = (float) sgd.learningRate();
      this.momentum = (float) sgd.momentum();
      this.velocity = new float[sgd.momentum() > 0 ? store.values().length : 0];
    }

    @Override
    public void begin() {}

    @Override
    public void apply(int from, int count) {
      float[] values = store.values();
      float[] gradients = store.gradients(0);
      if (velocity.length > 0) {
        kernels.momentum(values, gradients, velocity, from, count, rate, momentum);
      } else {
        kernels.sgd(values, gradients, from, count, rate);
      }
    }
  }

  /** Adapts the step to each value; at beta1 0 the mean is the gradient itself. */
  private final class Adaptation implements Rule {

    private final Optimizer.Adaptive settings;
    private final float[] mean;
    private final float[] square;
    private long step;
    private AdaptiveFactors factors = new AdaptiveFactors(0, 0, 0, 0, 0, 0);

    Adaptation(Optimizer.Adaptive settings) {
      int size = store.values().length;
      this.settings = settings;
      this.mean = new float[settings.beta1() > 0 ? size : 0];
      this.square = new float[size];
    }

    @Override
    public void begin() {
      step++;
      factors = AdaptiveFactors.at(settings, step);
    }

    @Override
    public void apply(int from, int count) {
      float[] gradients = store.gradients(0);
      float[] held = mean.length > 0 ? mean : gradients;
      kernels.adapt(store.values(), gradients, held, square, from, count, factors);
    }
  }
}
