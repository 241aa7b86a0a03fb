package backbench.dl4j.engine;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.Device;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Loads ND4J with the natives that suit the processor, and sets its threads. */
public final class EngineStart {

  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private EngineStart() {}

  /**
   * Refuses what this backend cannot do.
   *
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} for any option, a device other than the
   *     CPU and a tuning that is not declared, {@code UNSUPPORTED_PLATFORM} where there are no
   *     natives
   */
  public static void check(BackendInfo info, BackendConfig config) {
    if (!info.runsOn(Platform.current())) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_PLATFORM,
          info.id()
              + " has no natives for "
              + Platform.current()
              + ", only for "
              + info.platforms());
    }
    if (config.device() != Device.CPU) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          info.id() + " carries the engine's CPU build; use device cpu");
    }
    if (!info.tunings().contains(config.tuning())) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          info.id() + " has no training loop of its engine's own; it has " + info.tunings());
    }
    if (!config.options().isEmpty()) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          info.id() + " has no options, unlike " + config.options().keySet());
    }
  }

  /**
   * Loads the engine, unpacking its natives on the first use for this user.
   *
   * @return the natives in use; another than was asked for if a system property asks for another
   * @throws BackbenchException {@code NATIVE_MISSING} if they do not load
   */
  public static String load(BackendConfig config) {
    setUnlessChosen(EXTENSION, NativeBuild.forThisMachine().extension());
    setUnlessChosen(CACHE, cacheFolder(config.scratch()).toString());
    // JavaCPP would stop at the size of the Java heap, which says nothing about memory off it.
    setUnlessChosen("org.bytedeco.javacpp.maxbytes", "0");
    setUnlessChosen("org.bytedeco.javacpp.maxphysicalbytes", "0");
    // The engine's banner goes where it likes; a worker's standard streams are not for it.
    setUnlessChosen("org.nd4j.log.initialization", "false");
    try {
      Nd4j.create(1).close();
    } catch (RuntimeException | LinkageError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new BackbenchException(
          ErrorCode.NATIVE_MISSING,
          "the natives of ND4J do not load from "
              + System.getProperty(CACHE)
              + ": "
              + root.getMessage(),
          e);
    }
    return System.getProperty(EXTENSION, "").replaceFirst("^-", "");
  }

  /**
   * Sets the threads of ND4J's loops and of oneDNN, and of BLAS.
   *
   * <p>BLAS has a pool of its own, whose waiting threads spin in the way of OpenMP's. It is left
   * with sums and small products, so at its best it runs on one thread: worth 1.7 times in all on
   * two processors.
   *
   * @throws BackbenchException {@code UNSUPPORTED_CONFIG} if the engine keeps another number
   */
  public static void useThreads(BackendConfig config) {
    int threads = config.threads();
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.factory().blas().setMaxThreads(config.tuning() == Tuning.BEST ? 1 : threads);
    int actual = threads();
    if (actual != threads) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_CONFIG,
          "ND4J runs on " + actual + " threads where " + threads + " were asked for");
    }
  }

  /** Returns the threads of the engine's loops, as it tells them. */
  static int threads() {
    return Nd4j.getEnvironment().maxMasterThreads();
  }

  private static void setUnlessChosen(String property, String value) {
    if (System.getProperty(property) == null) {
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
    Path folder = base.resolve("backbench").resolve("javacpp");
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      // A home that cannot be written to is common in containers; the price is one unpacking a run.
      return scratch.resolve("javacpp");
    }
  }
}
