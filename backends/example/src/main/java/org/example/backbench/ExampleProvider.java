package org.example.backbench;

import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import java.util.Set;

/** Announces the backend; {@code META-INF/services} names this class. */
public final class ExampleProvider implements BackendProvider {

  /** What {@link NetworkCompiler} overrides, no more: other kinds are shown as unsupported. */
  private static final Set<LayerKind> LAYERS =
      Set.of(
          LayerKind.CONV2D,
          LayerKind.MAX_POOL2D,
          LayerKind.RELU,
          LayerKind.FLATTEN,
          LayerKind.DENSE);

  @Override
  public int contractVersion() {
    return Contract.VERSION; // the compiler copies the number: it is that of this build
  }

  @Override
  public BackendInfo info() {
    // On the CPU of every platform, without options or deviations: the builder has more to say.
    return BackendInfo.builder("example", "Example in plain loops", LAYERS).build();
  }

  @Override
  public Backend open(BackendConfig config) {
    info().requireSupport(config);
    return new ExampleBackend(config.threads());
  }
}
