package backbench.worker;

import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import java.util.EnumSet;

/** Provides the fake backend to a worker that looks for it. */
public final class FakeProvider implements BackendProvider {

  /** What an option of the job makes the engine refuse to start with. */
  static final String REFUSAL = "refusal";

  @Override
  public BackendInfo info() {
    return BackendInfo.builder("fake", "Fake", EnumSet.allOf(LayerKind.class)).build();
  }

  @Override
  public Backend open(BackendConfig config) {
    String refusal = config.options().get(REFUSAL);
    if (refusal != null) {
      throw new IllegalStateException(refusal);
    }
    return new FakeBackend(10, new FakeTime());
  }
}
