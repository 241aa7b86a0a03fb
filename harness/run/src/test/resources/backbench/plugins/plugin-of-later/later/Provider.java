package later;

import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import java.util.Set;

/** A provider of the same version that uses what was added to the contract later. */
public final class Provider implements BackendProvider {
  @Override
  public int contractVersion() {
    return 2;
  }

  @Override
  public BackendInfo info() {
    return BackendInfo.builder("later", "Later", Set.of(LayerKind.DENSE)).colour("red").build();
  }

  @Override
  public Backend open(BackendConfig config) {
    throw new IllegalStateException("never opened");
  }
}
