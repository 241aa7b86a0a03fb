package backbench.spi;

/**
 * Announces a backend. A plugin lists its provider in {@code
 * META-INF/services/backbench.spi.BackendProvider}.
 *
 * <p>The constructor, {@link #contractVersion}, {@link #info} and {@link #launch} load no native
 * code: the harness calls them in short-lived JVMs that never open the backend.
 *
 * @since 0.1
 */
public interface BackendProvider {

  /**
   * Returns the version of the contract that the plugin is compiled against; every plugin writes
   * {@code return Contract.VERSION;}.
   *
   * <p>The harness asks this first and refuses a plugin of another version. The default answers for
   * plugins from before this method existed.
   */
  default int contractVersion() {
    return 1;
  }

  /**
   * Describes the backend; depends on the plugin's jars, the Java and the platform alone.
   *
   * <p>The harness keeps the answer for as long as these are the same.
   */
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
   * @throws backbench.error.BackbenchException {@code UNSUPPORTED_CONFIG} if the device, the tuning
   *     or an option is not declared, as {@link BackendInfo#requireSupport} checks, {@code
   *     NATIVE_MISSING} if the engine does not load
   */
  Backend open(BackendConfig config);
}
