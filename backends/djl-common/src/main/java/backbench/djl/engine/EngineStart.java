package backbench.djl.engine;

import ai.djl.engine.Engine;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.Device;
import java.nio.file.Path;

/** Loads a DJL engine without network, log noise or a copy of its natives for every worker. */
public final class EngineStart {

  private static final String CACHE = "DJL_CACHE_DIR";

  private EngineStart() {}

  /**
   * Refuses what a DJL backend does not declare.
   *
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} or {@code UNSUPPORTED_PLATFORM}, as
   *     {@link BackendInfo#requireSupport}
   */
  public static void check(BackendInfo info, BackendConfig config) {
    if (config.device() == Device.GPU && !info.devices().contains(Device.GPU)) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          info.id()
              + " carries natives for the CPU alone; for a GPU, put the engine's build for CUDA into"
              + " its folder instead");
    }
    info.requireSupport(config);
  }

  /**
   * Loads an engine, unpacking its natives on the first use of the cache.
   *
   * <p>DJL unpacks into a temporary folder and renames it, so workers may race.
   *
   * @param name the engine as DJL calls it
   * @throws BackbenchException {@code NATIVE_MISSING} if it does not load
   */
  public static Engine load(String name, BackendConfig config) {
    setUnlessChosen("ai.djl.offline", "DJL_OFFLINE", "true");
    setUnlessChosen("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
    Path cache = config.cache().resolve("djl");
    setUnlessChosen(CACHE, CACHE, cache.toString());
    try {
      return Engine.getEngine(name);
    } catch (RuntimeException | LinkageError e) {
      throw new BackbenchException(
          ErrorCode.NATIVE_MISSING,
          "the natives of "
              + name
              + " do not load from "
              + System.getProperty(CACHE, cache.toString())
              + ": "
              + rootMessage(e),
          e);
    }
  }

  /**
   * Finds the device that a loaded engine computes on.
   *
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} if it is a GPU and the engine finds none
   */
  public static ai.djl.Device device(Engine engine, BackendConfig config) {
    if (config.device() == Device.CPU) {
      return ai.djl.Device.cpu();
    }
    if (engine.getGpuCount() == 0) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          engine.getEngineName() + " finds no CUDA device on this machine; use device cpu");
    }
    return ai.djl.Device.gpu();
  }

  private static void setUnlessChosen(String property, String variable, String value) {
    if (System.getenv(variable) == null && System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
