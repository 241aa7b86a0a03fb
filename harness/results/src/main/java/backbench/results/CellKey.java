package backbench.results;

import backbench.results.samples.Amount;
import backbench.spi.Device;
import backbench.spi.Tuning;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names a cell of a suite: one kind of measurement of one workload on one configuration of one
 * backend.
 *
 * <p>Cells compare if they share workload and kind.
 *
 * @param workload the suite's entry: a network, its dataset and its recipe
 * @param kind what is measured
 * @param configuration who computes
 */
public record CellKey(String workload, CellKind kind, Configuration configuration) {

  /** Names a training. */
  public static CellKey training(String workload, Configuration configuration) {
    return new CellKey(workload, CellKind.TRAINING, configuration);
  }

  /** Returns the backend's id. */
  public String backend() {
    return configuration.backend();
  }

  /** Returns where it computes. */
  public Device device() {
    return configuration.device();
  }

  /** Returns the threads asked for. */
  public int threads() {
    return configuration.threads();
  }

  /** Returns how far the worker is adjusted. */
  public Tuning tuning() {
    return configuration.tuning();
  }

  /**
   * Names who computes.
   *
   * @param backend the backend's id
   * @param pluginDigest the SHA-256 over the plugin's jars, by which two builds of one backend
   *     differ; null if it is not installed or broken
   * @param device where it computes
   * @param threads the threads asked for
   * @param tuning how far the worker is adjusted
   */
  public record Configuration(
      String backend, @Nullable String pluginDigest, Device device, int threads, Tuning tuning) {

    /** Checks the count. */
    public Configuration {
      Amount.requireAtLeast(1, "threads", threads);
    }

    /**
     * Spells the configuration as {@code vector/2t/best}, or {@code vector/gpu/2t/best}; the build
     * is left out.
     */
    @Override
    public String toString() {
      String where = device == Device.CPU ? "" : device.name().toLowerCase(Locale.ROOT) + "/";
      String how = tuning.name().toLowerCase(Locale.ROOT).replace('_', '-');
      return backend + "/" + where + threads + "t/" + how;
    }
  }

  /** Spells the key as {@code nin/vector/2t/best}; kind and build are left out. */
  @Override
  public String toString() {
    return workload + "/" + configuration;
  }
}
