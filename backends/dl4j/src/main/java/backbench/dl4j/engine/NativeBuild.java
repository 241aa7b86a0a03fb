package backbench.dl4j.engine;

import backbench.spi.Platform;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Names the builds of ND4J's natives that this plugin carries for one platform or another.
 *
 * <p>Those with oneDNN multiply and convolve by it, which chooses its kernels when it runs; they
 * differ in the instructions of ND4J's own loops.
 */
enum NativeBuild {
  /** With oneDNN, compiled for x86-64 with AVX2. */
  AVX2("-onednn-avx2"),
  /** With oneDNN, compiled for every x86-64. */
  BASELINE("-onednn"),
  /** Without oneDNN, which ND4J does not build for ARM. */
  PLAIN("");

  private final String extension;

  NativeBuild(String extension) {
    this.extension = extension;
  }

  /** Returns the end of the build's classifier. */
  String extension() {
    return extension;
  }

  /** Chooses the fastest build that this machine runs. */
  static NativeBuild forThisMachine() {
    return of(Platform.current(), vectorLevel());
  }

  /**
   * Chooses the fastest build that a machine runs.
   *
   * @param vectorLevel 2 and more with AVX2
   */
  static NativeBuild of(Platform platform, int vectorLevel) {
    if (!platform.architecture().equals("x86_64")) {
      return PLAIN;
    }
    return vectorLevel >= 2 ? AVX2 : BASELINE;
  }

  /** Returns what the JVM found the processor to have, alike on all systems; 0 if it cannot say. */
  private static int vectorLevel() {
    @Nullable HotSpotDiagnosticMXBean diagnostics =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (diagnostics == null) {
      return 0;
    }
    try {
      return Integer.parseInt(diagnostics.getVMOption("UseAVX").getValue());
    } catch (IllegalArgumentException e) {
      // A JVM without this option; the baseline runs everywhere.
      return 0;
    }
  }
}
