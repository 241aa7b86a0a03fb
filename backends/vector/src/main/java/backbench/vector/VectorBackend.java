package backbench.vector;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import backbench.vector.kernel.KernelWarmUp;
import backbench.vector.kernel.Kernels;
import backbench.vector.memory.ParameterStore;
import backbench.vector.memory.Workspace;
import backbench.vector.program.Crew;
import backbench.vector.program.Engine;
import java.util.Map;
import java.util.Optional;

/** Compiles networks for the engine; owns its threads. */
final class VectorBackend implements Backend {

  private final BackendConfig config;
  private final Kernels kernels;
  private final Crew crew;
  private boolean closed;

  VectorBackend(BackendConfig config) {
    if (config.device() != Device.CPU) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          "vector computes on the CPU only, not on " + config.device());
    }
    if (config.tuning() == Tuning.ENGINE_LOOP) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          "vector has no training loop beside the one of this backend");
    }
    for (String option : config.options().keySet()) {
      if (!option.equals(KernelChoice.OPTION)) {
        throw new BackbenchException(
            ErrorCode.UNSUPPORTED_CONFIG,
            "vector has no option '" + option + "'; it has '" + KernelChoice.OPTION + "'");
      }
    }
    this.config = config;
    this.kernels = KernelChoice.choose(config.options().get(KernelChoice.OPTION));
    KernelWarmUp.run(kernels);
    this.crew = new Crew(config.threads());
  }

  @Override
  public Environment environment() {
    requireOpen();
    return new Environment(
        Map.of("java", Runtime.version().toString()),
        crew.threads(),
        kernels.name(),
        Map.of("lanes", String.valueOf(kernels.lanes())));
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    requireOpen();
    initial.requireMatch(graph);
    Engine engine =
        new Engine(
            kernels, crew, new Workspace(), new ParameterStore(kernels.lanes()), config.seed());
    return new VectorModel(this, engine, graph, initial, training);
  }

  void requireOpen() {
    if (closed) {
      throw new BackbenchException(
          ErrorCode.CLOSED, "the vector backend is used after it was closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    crew.close();
  }
}
