package backbench.djl.pytorch;

import backbench.spi.Platform;

/** Knows whether this module was built with PyTorch's natives. */
public final class NativePlatform {

  private NativePlatform() {}

  public static boolean carried() {
    return new PyTorchProvider().info().runsOn(Platform.current());
  }
}
