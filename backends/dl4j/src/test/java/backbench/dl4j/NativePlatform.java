package backbench.dl4j;

import backbench.spi.Platform;

/** Knows whether this module was built with ND4J's natives. */
public final class NativePlatform {

  private NativePlatform() {}

  public static boolean carried() {
    return new Dl4jProvider().info().runsOn(Platform.current());
  }
}
