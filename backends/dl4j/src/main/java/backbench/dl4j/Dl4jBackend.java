package backbench.dl4j;

import backbench.dl4j.engine.EngineFailures;
import backbench.dl4j.engineloop.EngineLoopModel;
import backbench.graph.ResolvedGraph;
import backbench.spi.BackendConfig;
import backbench.spi.CheckedBackend;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;

/** Compiles networks for ND4J, on the CPU. */
final class Dl4jBackend extends CheckedBackend {

  private final Environment environment;
  private final BackendConfig config;

  /**
   * Makes a backend of the loaded engine.
   *
   * @param config whose seed starts the dropout masks of each model
   */
  Dl4jBackend(Environment environment, BackendConfig config) {
    this.environment = environment;
    this.config = config;
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  protected Model compileChecked(
      ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    return EngineFailures.translate(
        "compile " + graph.id(),
        () ->
            config.tuning() == Tuning.ENGINE_LOOP
                ? new EngineLoopModel(this, graph, initial, training, config.seed())
                : new Dl4jModel(
                    this,
                    graph,
                    initial,
                    training,
                    Nd4j.getRandomFactory().getNewRandomInstance(config.seed())));
  }

  @Override
  protected void release() {
    // The engine is that of the process.
  }
}
