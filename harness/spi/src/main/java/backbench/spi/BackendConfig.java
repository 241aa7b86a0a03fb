package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;

/**
 * Says how a backend is to run.
 *
 * @param device where to compute
 * @param threads how many threads compute, from 1 to 1,024; read back through {@link
 *     Environment#threads}
 * @param seed starts what is random in the engine: dropout masks
 * @param scratch an existing folder for the engine's files, gone after the run
 * @param tuning how far the worker may be adjusted
 * @param options the backend's own options; it rejects those it does not know with {@code
 *     UNSUPPORTED_CONFIG}
 */
public record BackendConfig(
    Device device,
    int threads,
    long seed,
    Path scratch,
    Tuning tuning,
    Map<String, String> options) {

  private static final int MOST_THREADS = 1024;

  /** Checks the range and copies the options. */
  public BackendConfig {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "threads is from 1 to " + MOST_THREADS + ", not " + threads);
    }
    options = Map.copyOf(options);
  }

  /** Makes a plain configuration: CPU, best tuning, no options. */
  public static BackendConfig cpu(int threads, long seed, Path scratch) {
    return new BackendConfig(Device.CPU, threads, seed, scratch, Tuning.BEST, Map.of());
  }

  /** Returns the same with another tuning. */
  public BackendConfig withTuning(Tuning other) {
    return new BackendConfig(device, threads, seed, scratch, other, options);
  }

  /** Returns the same with other options. */
  public BackendConfig withOptions(Map<String, String> others) {
    return new BackendConfig(device, threads, seed, scratch, tuning, others);
  }
}
