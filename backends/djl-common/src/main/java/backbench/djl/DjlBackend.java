package backbench.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import backbench.djl.engine.EngineFailures;
import backbench.djl.engine.EngineStart;
import backbench.djl.engineloop.EngineLoopBlocks;
import backbench.djl.engineloop.EngineLoopModel;
import backbench.djl.operation.EngineDialect;
import backbench.error.BackbenchException;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.spi.BackendConfig;
import backbench.spi.CheckedBackend;
import backbench.spi.Deviation;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import backbench.spi.TuningLimits;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compiles networks for one DJL engine. */
public final class DjlBackend extends CheckedBackend {

  private static final Set<LayerKind> LAYERS = Set.copyOf(EnumSet.allOf(LayerKind.class));

  private final Engine engine;
  private final EngineDialect dialect;
  private final Environment environment;
  private final Function<ResolvedGraph, MemoryFormat> format;
  private final BackendConfig config;
  private final NDManager manager;

  /**
   * Makes a backend of a loaded engine.
   *
   * @param environment what the engine is running on
   * @param format chooses the memory format of each network
   * @param config what the engine was loaded for; its seed starts the dropout masks of each trained
   *     model
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} if there is no such device
   */
  public DjlBackend(
      Engine engine,
      EngineDialect dialect,
      Environment environment,
      Function<ResolvedGraph, MemoryFormat> format,
      BackendConfig config) {
    this.engine = engine;
    this.dialect = dialect;
    this.environment = environment;
    this.format = format;
    this.config = config;
    this.manager = engine.newBaseManager(EngineStart.device(engine, config));
  }

  /** Returns the kinds of layers that are compiled; a provider may announce fewer. */
  public static Set<LayerKind> layers() {
    return LAYERS;
  }

  /**
   * Returns what DJL's own blocks and trainer cannot do.
   *
   * @param deviations the differences that the engine's own layers make
   * @param options the backend's options that have no meaning there
   */
  public static TuningLimits engineLoop(List<Deviation> deviations, Set<String> options) {
    return TuningLimits.builder()
        .missing(EngineLoopBlocks.MISSING)
        .deviations(deviations)
        .missingOptions(options)
        .build();
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
        () -> {
          if (training.isPresent()) {
            dialect.seed(config.seed());
          }
          NDManager own = manager.newSubManager();
          try {
            return config.tuning() == Tuning.ENGINE_LOOP
                ? new EngineLoopModel(this, engine, dialect, own, graph, initial, training)
                : new DjlModel(
                    this, engine, dialect, own, graph, initial, training, format.apply(graph));
          } catch (RuntimeException e) {
            own.close();
            throw e;
          }
        });
  }

  @Override
  protected void release() {
    manager.close();
  }
}
