package old;

import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Device;
import java.util.List;
import java.util.Set;

/** A provider as authors wrote it for the first contract. */
public final class Provider implements BackendProvider {
  // Fails to link before anything can be asked of an instance.
  private static final BackendInfo INFO =
      new BackendInfo(
          "old", "Old", Set.of(LayerKind.DENSE), Set.of(Device.CPU), Set.of(), List.of());

  @Override
  public BackendInfo info() {
    return INFO;
  }

  @Override
  public Backend open(BackendConfig config) {
    throw new IllegalStateException("never opened");
  }
}
