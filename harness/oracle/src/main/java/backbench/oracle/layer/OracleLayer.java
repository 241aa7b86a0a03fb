package backbench.oracle.layer;

import java.util.List;

/**
 * Computes one node of a network and its derivatives.
 *
 * <p>Images are [n, channels, height, width], vectors [n, features], both row-major. A layer keeps
 * what the last forward pass left, and the backward pass belongs to it.
 */
public interface OracleLayer {

  /**
   * Computes the node's output.
   *
   * @param inputs the outputs of its sources; kept, not written to
   * @param samples the batch size n
   * @param training whether batch normalisation uses (and moves on from) the batch's statistics
   */
  double[] forward(List<double[]> inputs, int samples, boolean training);

  /**
   * Writes the gradients of the node's parameters, and returns those of its inputs.
   *
   * @param outputGradient the derivative of the loss by each output element
   * @param inputGradients whether anything upstream needs them
   * @return one array per input; empty if {@code inputGradients} is false
   */
  List<double[]> backward(double[] outputGradient, boolean inputGradients);

  /**
   * Returns which branch each piecewise element took in the last forward pass (a rectifier's side,
   * a window's winner); empty for smooth layers.
   */
  default int[] branches() {
    return new int[0];
  }
}
