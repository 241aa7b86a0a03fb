package backbench.djl.engine;

import ai.djl.engine.Engine;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.Device;
import backbench.spi.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads a DJL engine without network, log noise or a copy of its natives for every worker. */
public final class EngineStart {

  private static final String CACHE = "DJL_CACHE_DIR";

  private EngineStart() {}

  /**
   * Refuses what no DJL backend of this project can do.
   *
   * @param known the names of the backend's own options
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} for an unknown option, a device or a
   *     tuning that is not declared, {@code UNSUPPORTED_PLATFORM} where the engine has no natives
   */
  public static void check(BackendInfo info, BackendConfig config, Set<String> known) {
    if (!info.runsOn(Platform.current())) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_PLATFORM,
          info.id()
              + " has no natives for "
              + Platform.current()
              + ", only for "
              + info.platforms());
    }
    if (!info.devices().contains(config.device())) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          info.id()
              + " carries natives for the CPU alone; for a GPU, put the engine's build for CUDA into"
              + " its folder instead");
    }
    if (!info.tunings().contains(config.tuning())) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          info.id() + " has no training loop of its engine's own; it has " + info.tunings());
    }
    for (String option : config.options().keySet()) {
      if (!known.contains(option)) {
        throw new BackbenchException(
            ErrorCode.UNSUPPORTED_CONFIG,
            info.id() + " has no option '" + option + "'; it has " + known);
      }
    }
  }

  /**
   * Loads an engine, unpacking its natives on the first use for this user.
   *
   * <p>DJL unpacks into a temporary folder and renames it, so workers may race.
   *
   * @param name the engine as DJL calls it
   * @throws BackbenchException {@code NATIVE_MISSING} if it does not load
   */
  public static Engine load(String name, BackendConfig config) {
    setUnlessChosen("ai.djl.offline", "DJL_OFFLINE", "true");
    setUnlessChosen("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
    Path cache = cacheFolder(config.scratch());
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

  /** Returns the user's own cache folder for engine files, or the scratch folder without one. */
  private static Path cacheFolder(Path scratch) {
    Path home = Path.of(System.getProperty("user.home", "."));
    @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
    @Nullable String local = System.getenv("LOCALAPPDATA");
    Path base =
        switch (Platform.current().os()) {
          case "osx" -> home.resolve("Library").resolve("Caches");
          case "windows" ->
              local != null ? Path.of(local) : home.resolve("AppData").resolve("Local");
          default -> xdg != null && !xdg.isEmpty() ? Path.of(xdg) : home.resolve(".cache");
        };
    Path folder = base.resolve("backbench").resolve("djl");
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      // A home that cannot be written to is common in containers; the price is one unpacking a run.
      return scratch.resolve("djl");
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
