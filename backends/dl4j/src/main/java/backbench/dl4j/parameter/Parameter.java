package backbench.dl4j.parameter;

import backbench.dl4j.memory.Floats;
import backbench.graph.ParameterInfo;
import org.jspecify.annotations.Nullable;

/**
 * Holds one parameter on the engine, in canonical layout.
 *
 * @param value its elements
 * @param share where a step leaves its gradient; absent for a parameter that no optimiser updates
 *     and in a model that only predicts
 */
public record Parameter(ParameterInfo info, Floats value, @Nullable Floats share) {

  /** Returns where a step leaves the gradient. */
  public Floats gradient() {
    if (share == null) {
      throw new IllegalStateException(info.name() + " has no gradient");
    }
    return share;
  }

  /** Returns the same parameter as a matrix of one row for each output. */
  public Parameter asMatrix() {
    int rows = info.dims().get(0);
    return new Parameter(
        info,
        value.reshape(rows, info.size() / rows),
        share == null ? null : share.reshape(rows, info.size() / rows));
  }
}
