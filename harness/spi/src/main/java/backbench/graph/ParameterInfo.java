package backbench.graph;

import java.util.List;

/**
 * Describes one parameter of a network.
 *
 * @param name {@code node.role}, unique in the network
 * @param role what it does
 * @param dims its dimensions in canonical layout: OIHW for convolutions, [out, in] for dense
 *     layers, else [n]
 * @param initializer how it starts, unless a recipe says otherwise
 * @param fanIn inputs that reach one output element; 0 where the notion is empty
 * @param fanOut outputs that one input element reaches; 0 where the notion is empty
 * @since 0.1
 */
public record ParameterInfo(
    String name,
    ParameterRole role,
    List<Integer> dims,
    Initializer initializer,
    int fanIn,
    int fanOut) {

  /** Copies the dimensions. */
  public ParameterInfo {
    dims = List.copyOf(dims);
  }

  /** Returns the number of elements. */
  public int size() {
    return dims.stream().reduce(1, Math::multiplyExact);
  }

  /** Tells whether the optimiser updates it. */
  public boolean trainable() {
    return role.trainable();
  }
}
