package backbench.it.remembering;

import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.LaunchOptions;

/** Announces the vector engine as {@code remembering}. */
public final class RememberingProvider implements BackendProvider {

  /** The backend's id. */
  public static final String ID = "remembering";

  private static final String INNER = "backbench.vector.VectorProvider";

  private final BackendProvider inner;

  /** Finds the engine, whose jar lies beside this one. */
  public RememberingProvider() throws ReflectiveOperationException {
    this.inner =
        Class.forName(INNER)
            .asSubclass(BackendProvider.class)
            .getDeclaredConstructor()
            .newInstance();
  }

  @Override
  public int contractVersion() {
    return Contract.VERSION;
  }

  @Override
  public BackendInfo info() {
    return inner.info().toBuilder().id(ID).name("Remembering").build();
  }

  @Override
  public LaunchOptions launch(BackendConfig config) {
    return inner.launch(config);
  }

  @Override
  public Backend open(BackendConfig config) {
    return new RememberingBackend(inner.open(config));
  }
}
