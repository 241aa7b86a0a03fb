package backbench.it.hostile;

import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.util.Optional;

/** Computes by another backend, and misbehaves. */
final class HostileBackend implements Backend {

  private final HostileProvider provider;
  private final Backend inner;

  HostileBackend(HostileProvider provider, Backend inner) {
    this.provider = provider;
    this.inner = inner;
  }

  @Override
  public Environment environment() {
    return inner.environment();
  }

  @Override
  public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
    provider.misbehaveAt(Place.COMPILE);
    return new HostileModel(provider, inner.compile(graph, initial, training));
  }

  @Override
  public void close() {
    provider.misbehaveAt(Place.CLOSE);
    inner.close();
  }

  private record HostileModel(HostileProvider provider, Model inner) implements Model {

    @Override
    public Staged stage(Batch batch) {
      provider.misbehaveAt(Place.STAGE);
      return inner.stage(batch);
    }

    @Override
    public Tensor predict(Staged staged) {
      provider.misbehaveAt(Place.PREDICT);
      return inner.predict(staged);
    }

    @Override
    public double step(Staged staged) {
      provider.misbehaveAt(Place.STEP);
      return inner.step(staged);
    }

    @Override
    public Parameters parameters() {
      return inner.parameters();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
