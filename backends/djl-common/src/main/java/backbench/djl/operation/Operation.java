package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** Computes one node from its inputs. */
@FunctionalInterface
public interface Operation {

  /**
   * Computes the node's output.
   *
   * @param inputs the outputs of the node's sources, batch first
   * @param pass the parameters to use, and whether this is training
   */
  NDArray apply(NDList inputs, Pass pass);
}
