package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/**
 * Holds a batch of a {@link CheckedModel} on the engine's side, knows which model staged it, and is
 * closed once.
 *
 * @since 0.1, contract 2
 */
public abstract class CheckedBatch implements Staged {

  private final Model owner;
  private final int size;
  private boolean closed;

  /**
   * Makes an open batch.
   *
   * @param owner the model that stages it
   * @param size the number of samples
   */
  protected CheckedBatch(Model owner, int size) {
    this.owner = owner;
    this.size = size;
  }

  /** Gives the engine's memory back; called once. */
  protected abstract void release();

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }

  /**
   * Checks that a batch may be used by a model.
   *
   * @param type what the model stages
   * @return the batch
   * @throws BackbenchException {@code INVALID_ARGUMENT} if another model staged it, {@code CLOSED}
   *     if it is closed
   */
  static <B extends CheckedBatch> B require(Staged staged, Class<B> type, Model model) {
    if (!type.isInstance(staged) || ((CheckedBatch) staged).owner != model) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "a staged batch belongs to the model that staged it");
    }
    B batch = type.cast(staged);
    if (((CheckedBatch) batch).closed) {
      throw new BackbenchException(ErrorCode.CLOSED, "a staged batch is used after it was closed");
    }
    return batch;
  }
}
