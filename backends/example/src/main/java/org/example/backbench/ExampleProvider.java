package org.example.backbench;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Device;
import java.util.List;
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
  public BackendInfo info() {
    return new BackendInfo(
        "example",
        "Example in plain loops",
        LAYERS,
        Set.of(Device.CPU),
        Set.of(), // runs on every platform
        List.of()); // deviates nowhere
  }

  @Override
  public Backend open(BackendConfig config) {
    BackendInfo info = info();
    if (!info.devices().contains(config.device())
        || !info.tunings().contains(config.tuning())
        || !config.options().isEmpty()) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          "example has the devices "
              + info.devices()
              + ", the tunings "
              + info.tunings()
              + " and no options, not "
              + config);
    }
    return new ExampleBackend(config.threads());
  }
}
