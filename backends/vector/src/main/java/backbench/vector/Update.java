package backbench.vector;

import backbench.spi.Optimizer;
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

  private final ParameterStore store;
  private final Kernels kernels;
  private final Optimizer optimizer;
  private final float[] first;
  private final float[] second;
  private long step;
  private AdaptiveFactors factors;

  Update(Engine engine, Optimizer optimizer) {
    this.store = engine.store();
    this.kernels = engine.kernels();
    this.optimizer = optimizer;
    int size = store.values().length;
    this.first = new float[memory(optimizer) > 0 ? size : 0];
    this.second = new float[optimizer instanceof Optimizer.Adaptive ? size : 0];
    this.factors = new AdaptiveFactors(0, 0, 0, 0, 0, 0);
  }

  /** Returns the share that the first moment keeps; at 0 there is nothing to hold. */
  private static double memory(Optimizer optimizer) {
    return optimizer instanceof Optimizer.Adaptive adaptive
        ? adaptive.beta1()
        : ((Optimizer.Sgd) optimizer).momentum();
  }

  /** Adds the update to a program. */
  void add(Program program) {
    int size = store.values().length;
    int chunks = (size + CHUNK - 1) / CHUNK;
    program.serial(
        samples -> {
          step++;
          if (optimizer instanceof Optimizer.Adaptive adaptive) {
            factors = AdaptiveFactors.at(adaptive, step);
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
    if (optimizer instanceof Optimizer.Adaptive) {
      float[] mean = first.length > 0 ? first : gradients;
      kernels.adapt(values, gradients, mean, second, from, count, factors);
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
