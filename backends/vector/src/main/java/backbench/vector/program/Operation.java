package backbench.vector.program;

/**
 * Adds one node's work to the programs, once all parameters have their places.
 *
 * <p>Forward passes are added in the graph's order, backward passes in reverse.
 */
public interface Operation {

  /**
   * Adds the forward pass.
   *
   * @param training whether for a step, with batch statistics and dropout, or for a prediction
   */
  void forward(Program program, boolean training);

  /** Adds what a step does before its forward pass. */
  default void beforeStep(Program program) {}

  /** Adds the backward pass. */
  void backward(Program program);

  /** Tells whether the backward pass reads a sample's gradient once, before samples meet. */
  default boolean readsGradientInChain() {
    return true;
  }

  /** Tells whether the backward pass writes a sample's gradient after samples have met. */
  default boolean writesGradientInChain() {
    return true;
  }
}
