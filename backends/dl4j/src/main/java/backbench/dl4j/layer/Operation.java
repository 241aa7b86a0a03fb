package backbench.dl4j.layer;

import backbench.dl4j.memory.Memory;

/** Runs one layer for one batch size, on arrays that it was compiled with. */
public interface Operation {

  /** Computes the output. */
  void forward(boolean training);

  /**
   * Prepares the backward pass, which adds this layer's share to its inputs' gradients and writes
   * its parameters'.
   *
   * <p>Called once, in reverse order: the output's gradient is known by then.
   *
   * @param memory owns what the pass needs
   */
  Runnable backward(Memory memory);
}
