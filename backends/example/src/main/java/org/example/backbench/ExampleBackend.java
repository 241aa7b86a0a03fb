package org.example.backbench;

import backbench.graph.ResolvedGraph;
import backbench.spi.CheckedBackend;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import java.util.Optional;

/** Compiles networks; owns the threads that compute them. */
final class ExampleBackend extends CheckedBackend {

  private final Crew crew;

  ExampleBackend(int threads) {
    this.crew = new Crew(threads);
  }

  @Override
  public Environment environment() {
    return Environment.builder(crew.threads())
        .version("java", Runtime.version().toString())
        .build();
  }

  @Override
  protected Model compileChecked(
      ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    NetworkCompiler network = new NetworkCompiler(graph, initial, crew);
    return new ExampleModel(this, graph, network, training.map(TrainingSpec::optimizer));
  }

  @Override
  protected void release() {
    crew.close();
  }
}
