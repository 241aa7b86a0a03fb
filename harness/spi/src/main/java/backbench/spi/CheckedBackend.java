package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import java.util.Optional;

/**
 * Makes the checks that the contract asks of every backend, so that a plugin does not: it is closed
 * once and used no more, and the initial parameters are those of the graph.
 *
 * <p>A plugin may extend it, or implement {@link Backend} by itself.
 *
 * @since 0.1, contract 2
 */
public abstract class CheckedBackend implements Backend {

  private boolean closed;

  /** Makes an open backend. */
  protected CheckedBackend() {}

  /** Builds a network from parameters that are known to be those of the graph. */
  protected abstract Model compileChecked(
      ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training);

  /** Gives the engine's memory and threads back; called once. */
  protected abstract void release();

  @Override
  public final Model compile(
      ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    requireOpen();
    initial.requireMatch(graph);
    return compileChecked(graph, initial, training);
  }

  /**
   * Checks that the backend is open.
   *
   * @throws BackbenchException {@code CLOSED} if it is not
   */
  protected final void requireOpen() {
    if (closed) {
      throw new BackbenchException(ErrorCode.CLOSED, "the backend is used after it was closed");
    }
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }
}
