package org.example.backbench;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import java.util.Map;
import java.util.Optional;

/** Compiles networks; owns the threads that compute them. */
final class ExampleBackend implements Backend {

  private final Crew crew;

  ExampleBackend(int threads) {
    this.crew = new Crew(threads);
  }

  @Override
  public Environment environment() {
    return new Environment(
        Map.of("java", Runtime.version().toString()), crew.threads(), "none", Map.of());
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    if (crew.isClosed()) {
      throw new BackbenchException(ErrorCode.CLOSED, "the backend is used after it was closed");
    }
    initial.requireMatch(graph);
    NetworkCompiler network = new NetworkCompiler(graph, initial, crew);
    return new ExampleModel(graph, network, training.map(TrainingSpec::optimizer), crew);
  }

  @Override
  public void close() {
    crew.close();
  }
}
