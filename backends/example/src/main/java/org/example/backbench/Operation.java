package org.example.backbench;

/** Computes one node, forward and backward. */
interface Operation {

  /** Computes the output from the input. */
  void forward(int samples);

  /**
   * Sets the gradients of the node's parameters and adds to its input's, where something upstream
   * learns.
   */
  void backward(int samples);
}
