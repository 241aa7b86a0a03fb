package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what one run through a network uses.
 *
 * @param parameters the arrays to compute with, by the parameter's position in the graph
 * @param training whether batch statistics and dropout are on
 * @param traces what operations want added to the logits, each [n, 1]: 0, or NaN for a sample whose
 *     NaN the engine's own operation has lost
 */
public record Pass(List<NDArray> parameters, boolean training, List<NDArray> traces) {

  /** Starts a run without traces. */
  public Pass(List<NDArray> parameters, boolean training) {
    this(parameters, training, new ArrayList<>());
  }
}
