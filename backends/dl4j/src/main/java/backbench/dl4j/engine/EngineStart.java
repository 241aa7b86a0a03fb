package backbench.dl4j.engine;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.Tuning;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Loads ND4J with the natives that suit the processor, and sets its threads. */
public final class EngineStart {

  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private EngineStart() {}

  /**
   * Loads the engine, unpacking its natives on the first use of the cache.
   *
   * @return the natives in use; another than was asked for if a system property asks for another
   * @throws BackbenchException {@code NATIVE_MISSING} if they do not load
   */
  public static String load(BackendConfig config) {
    setUnlessChosen(EXTENSION, NativeBuild.forThisMachine().extension());
    setUnlessChosen(CACHE, config.cache().resolve("javacpp").toString());
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
}
