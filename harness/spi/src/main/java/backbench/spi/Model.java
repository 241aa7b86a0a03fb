package backbench.spi;

/**
 * Runs one compiled network. Used by one thread.
 *
 * <p>All effects of a method are complete when it returns: an asynchronous engine waits. Results
 * are on the host. Closing twice does nothing; any other call after closing throws {@code CLOSED}.
 *
 * @since 0.1
 */
public interface Model extends AutoCloseable {

  /**
   * Copies a batch to the engine, in whatever layout it likes; timed apart from the steps.
   *
   * @throws backbench.error.BackbenchException {@code INVALID_ARGUMENT} if the images do not have
   *     the graph's input shape or a label is not below its number of classes
   */
  Staged stage(Batch batch);

  /** Computes the logits [n, classes] in inference mode; changes nothing that training sees. */
  Tensor predict(Staged batch);

  /**
   * Makes one optimiser step and returns the batch's mean loss before the update.
   *
   * @throws backbench.error.BackbenchException {@code NOT_TRAINABLE} if the model was compiled
   *     without a recipe
   */
  double step(Staged batch);

  /** Copies all parameters to the host, in canonical order and layout. */
  Parameters parameters();

  @Override
  void close();
}
