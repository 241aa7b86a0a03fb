package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;

/**
 * Makes the checks that the contract asks of every model, so that a plugin does not: batches fit
 * the network, are open and its own, a model without a recipe makes no step, and nothing is used
 * after it was closed.
 *
 * <p>A plugin may extend it, or implement {@link Model} by itself.
 *
 * @param <B> what it stages
 * @since 0.1, contract 2
 */
public abstract class CheckedModel<B extends CheckedBatch> implements Model {

  private final CheckedBackend backend;
  private final ResolvedGraph graph;
  private final boolean trainable;
  private final Class<B> batches;
  private boolean closed;

  /**
   * Makes an open model.
   *
   * @param backend the backend that compiled it, which is closed no earlier
   * @param graph the network
   * @param trainable whether it was compiled with a recipe
   * @param batches what it stages
   */
  protected CheckedModel(
      CheckedBackend backend, ResolvedGraph graph, boolean trainable, Class<B> batches) {
    this.backend = backend;
    this.graph = graph;
    this.trainable = trainable;
    this.batches = batches;
  }

  /** Copies a batch that fits the network to the engine. */
  protected abstract B stageChecked(Batch batch);

  /** Computes the logits of an open batch of this model. */
  protected abstract Tensor predictChecked(B batch);

  /** Makes one optimiser step on an open batch of this model; returns its loss before. */
  protected abstract double stepChecked(B batch);

  /** Copies all parameters to the host. */
  protected abstract Parameters readParameters();

  /** Gives the engine's memory back; called once. */
  protected abstract void release();

  /** Returns the network. */
  protected final ResolvedGraph graph() {
    return graph;
  }

  @Override
  public final Staged stage(Batch batch) {
    requireOpen();
    batch.requireFit(graph);
    return stageChecked(batch);
  }

  @Override
  public final Tensor predict(Staged batch) {
    return predictChecked(own(batch));
  }

  @Override
  public final double step(Staged batch) {
    B own = own(batch);
    if (!trainable) {
      throw new BackbenchException(
          ErrorCode.NOT_TRAINABLE, graph.id() + " was compiled without a training recipe");
    }
    return stepChecked(own);
  }

  @Override
  public final Parameters parameters() {
    requireOpen();
    return readParameters();
  }

  private B own(Staged batch) {
    requireOpen();
    return CheckedBatch.require(batch, batches, this);
  }

  private void requireOpen() {
    if (closed) {
      throw new BackbenchException(
          ErrorCode.CLOSED, "the model of " + graph.id() + " is used after it was closed");
    }
    backend.requireOpen();
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }
}
