package backbench.toy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import java.nio.file.Path;
import java.util.Optional;

/** Compiles networks of one dense layer. */
final class ToyBackend implements Backend {

  private static final long COMPILE_NANOS = 400_000_000;

  private final Behaviour behaviour;
  private final int threads;
  private final Path cache;

  ToyBackend(Behaviour behaviour, BackendConfig config) {
    this.behaviour = behaviour;
    this.threads = config.threads();
    this.cache = config.cache();
  }

  @Override
  public Environment environment() {
    return Environment.builder(threads)
        .version("toy", "1")
        .detail("TOY", System.getenv("TOY") + "")
        .detail("cache", cache.toString())
        .build();
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    if (behaviour == Behaviour.REFUSES) {
      throw new BackbenchException(ErrorCode.UNSUPPORTED_LAYER, "not this network");
    }
    initial.requireMatch(graph);
    if (behaviour == Behaviour.COMPILES_SLOWLY) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < COMPILE_NANOS) {
        Thread.onSpinWait();
      }
    }
    return new ToyModel(behaviour, graph, initial.copy(), training);
  }

  @Override
  public void close() {
    if (behaviour == Behaviour.CLOSE_HANGS) {
      ToyMischief.await();
    }
  }
}
