package backbench.spi;

/**
 * Announces a backend; what a plugin lists in {@code
 * META-INF/services/backbench.spi.BackendProvider}.
 *
 * <p>The constructor, {@link #info} and {@link #launch} load no native code: the harness calls them
 * in JVMs that never open the backend.
 */
public interface BackendProvider {

  /** Describes the backend. */
  BackendInfo info();

  /**
   * Says which JVM flags and environment the worker needs for this configuration; none by default.
   */
  default LaunchOptions launch(BackendConfig config) {
    return LaunchOptions.NONE;
  }

  /**
   * Starts the engine.
   *
   * @throws backbench.error.BackbenchException {@code UNSUPPORTED_CONFIG} if the device or an
   *     option is out of reach, {@code NATIVE_MISSING} if the engine does not load
   */
  Backend open(BackendConfig config);
}
