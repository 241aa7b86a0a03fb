package backbench.spi;

import backbench.graph.ResolvedGraph;
import java.util.Optional;

/**
 * Compiles networks for one engine. Used by one thread. Closing twice does nothing.
 *
 * @since 0.1
 */
public interface Backend extends AutoCloseable {

  /**
   * Returns what is really running: versions, threads as read back from the engine, instruction
   * sets.
   */
  Environment environment();

  /**
   * Builds a network with given weights.
   *
   * @param graph the network
   * @param initial all parameters of the graph, in canonical layout; copied, never written to
   * @param training the recipe; empty for a model that only predicts
   * @throws backbench.error.BackbenchException {@code UNSUPPORTED_LAYER} or {@code
   *     UNSUPPORTED_OPTIMIZER} if the backend cannot, {@code INVALID_ARGUMENT} if a parameter is
   *     missing or of another shape, {@code CLOSED} after closing
   */
  Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training);

  @Override
  void close();
}
