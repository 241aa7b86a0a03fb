package backbench.djl.mxnet;

import backbench.spi.Platform;

/** Knows whether this module was built with MXNet's natives. */
public final class NativePlatform {

  private NativePlatform() {}

  public static boolean carried() {
    return new MxNetProvider().info().runsOn(Platform.current());
  }
}
