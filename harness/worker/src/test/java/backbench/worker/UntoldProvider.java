package backbench.worker;

import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import java.util.Set;

/** Provides nothing, and does not say for which contract it is built. */
public class UntoldProvider implements BackendProvider {

  @Override
  public BackendInfo info() {
    return BackendInfo.builder("untold", "Untold", Set.of(LayerKind.DENSE)).build();
  }

  @Override
  public Backend open(BackendConfig config) {
    throw new AssertionError("nobody opens it");
  }
}
