package backbench.tck.reference;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.Environment;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.TrainingSpec;
import java.util.EnumSet;
import java.util.Optional;

/** Announces a backend that computes as the oracle does and stores float32. */
public final class ReferenceProvider implements BackendProvider {

  private final Defect defect;

  /** Announces the correct backend. */
  public ReferenceProvider() {
    this(Defect.NONE);
  }

  /** Announces a backend with a defect. */
  public ReferenceProvider(Defect defect) {
    this.defect = defect;
  }

  @Override
  public int contractVersion() {
    return defect.contractVersion(Contract.VERSION);
  }

  @Override
  public BackendInfo info() {
    return defect.info(
        BackendInfo.builder("reference", "Reference", EnumSet.allOf(LayerKind.class)).build());
  }

  @Override
  public Backend open(BackendConfig config) {
    BackendInfo info = info();
    defect.check(config, () -> info.requireSupport(config));
    return new ReferenceBackend(config, info);
  }

  private final class ReferenceBackend implements Backend {

    private final BackendConfig config;
    private final BackendInfo info;
    private boolean closed;
    private long models;

    ReferenceBackend(BackendConfig config, BackendInfo info) {
      this.config = config;
      this.info = info;
    }

    @Override
    public Environment environment() {
      return defect.environment(
          Environment.builder(config.threads()).version("reference", "1").build());
    }

    @Override
    public Model compile(ResolvedGraph graph, Parameters initial, Optional<TrainingSpec> training) {
      defect.checkOpen(closed, () -> requireOpen(closed, "backend"));
      for (LayerKind kind : graph.kinds()) {
        if (!defect.compiles(kind, info.layers().contains(kind))) {
          throw new BackbenchException(ErrorCode.UNSUPPORTED_LAYER, "no layer '" + kind.id() + "'");
        }
      }
      return new ReferenceModel(defect, graph, initial, training, config.seed() + models++);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  static void requireOpen(boolean closed, String what) {
    if (closed) {
      throw new BackbenchException(ErrorCode.CLOSED, "the " + what + " is closed");
    }
  }
}
