package backbench.vector;

import backbench.spi.Optimizer;
import java.util.Arrays;

/** Applies an optimiser to all trained values in one pass, and clears the summed gradients. */
final class Update {

  /** A share of about 64 KiB per array: it is summed, used and cleared while in the cache. */
  private static final int CHUNK = 16 * 1024;

  private final ParameterStore store;
  private final Kernels kernels;
  private final Optimizer optimizer;
  private final float[] first;
  private final float[] second;
  private long step;
  private AdamFactors factors;

  Update(Engine engine, Optimizer optimizer) {
    this.store = engine.store();
    this.kernels = engine.kernels();
    this.optimizer = optimizer;
    int size = store.values().length;
    boolean isAdam = optimizer instanceof Optimizer.Adam;
    boolean hasFirst = isAdam || ((Optimizer.Sgd) optimizer).momentum() > 0;
    this.first = new float[hasFirst ? size : 0];
    this.second = new float[isAdam ? size : 0];
    this.factors = new AdamFactors(0, 0, 0, 0, 0, 0);
  }

  /** Adds the update to a program. */
  void add(Program program) {
    int size = store.values().length;
    int chunks = (size + CHUNK - 1) / CHUNK;
    program.serial(
        samples -> {
          step++;
          if (optimizer instanceof Optimizer.Adam adam) {
            factors = AdamFactors.at(adam, step);
          }
        });
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
          apply(from, to - from);
          if (from < summedTo) {
            Arrays.fill(store.gradients(0), from, summedTo, 0);
          }
        });
  }

  private void apply(int from, int count) {
    float[] values = store.values();
    float[] gradients = store.gradients(0);
    if (optimizer instanceof Optimizer.Adam) {
      kernels.adam(values, gradients, first, second, from, count, factors);
    } else if (optimizer instanceof Optimizer.Sgd sgd) {
      float rate = (float) sgd.learningRate();
      if (first.length > 0) {
        float momentum = (float) sgd.momentum();
        kernels.momentum(values, gradients, first, from, count, rate, momentum);
      } else {
        kernels.sgd(values, gradients, from, count, rate);
      }
    }
  }
}
