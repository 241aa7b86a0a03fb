package backbench.vector;

import backbench.graph.ResolvedGraph;
import backbench.spi.BackendConfig;
import backbench.spi.CheckedBackend;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import backbench.vector.kernel.KernelWarmUp;
import backbench.vector.kernel.Kernels;
import backbench.vector.memory.ParameterStore;
import backbench.vector.memory.Workspace;
import backbench.vector.program.Crew;
import backbench.vector.program.Engine;
import java.util.Optional;

/** Compiles networks for the engine; owns its threads. */
final class VectorBackend extends CheckedBackend {

  private final BackendConfig config;
  private final Kernels kernels;
  private final Crew crew;

  VectorBackend(BackendConfig config) {
    this.config = config;
    this.kernels = KernelChoice.choose(config.options().get(KernelChoice.OPTION));
    KernelWarmUp.run(kernels);
    this.crew = new Crew(config.threads());
  }

  @Override
  public Environment environment() {
    requireOpen();
    return Environment.builder(crew.threads())
        .version("java", Runtime.version().toString())
        .simd(kernels.name())
        .detail("lanes", String.valueOf(kernels.lanes()))
        .build();
  }

  @Override
  protected Model compileChecked(
      ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    Engine engine =
        new Engine(
            kernels, crew, new Workspace(), new ParameterStore(kernels.lanes()), config.seed());
    return new VectorModel(this, engine, graph, initial, training);
  }

  @Override
  protected void release() {
    crew.close();
  }
}
