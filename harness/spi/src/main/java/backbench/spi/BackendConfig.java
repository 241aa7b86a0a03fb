package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says how a backend is to run. The harness makes it; plugins make one in their tests.
 *
 * @since 0.1
 */
public final class BackendConfig {

  private static final int MOST_THREADS = 1024;

  private final Device device;
  private final int threads;
  private final long seed;
  private final Path scratch;
  private final Path cache;
  private final Tuning tuning;
  private final Map<String, String> options;

  private BackendConfig(Builder builder) {
    if (builder.threads < 1 || builder.threads > MOST_THREADS) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "threads is from 1 to " + MOST_THREADS + ", not " + builder.threads);
    }
    this.device = builder.device;
    this.threads = builder.threads;
    this.seed = builder.seed;
    this.scratch = builder.scratch;
    this.cache = builder.cache;
    this.tuning = builder.tuning;
    this.options = Map.copyOf(builder.options);
  }

  /**
   * Starts a configuration: CPU, best tuning, no options.
   *
   * @param threads how many threads compute, from 1 to 1,024
   * @param seed starts what is random in the engine
   * @param scratch an existing folder, gone after the run
   */
  public static Builder builder(int threads, long seed, Path scratch) {
    return new Builder(threads, seed, scratch);
  }

  /** Makes a plain configuration: CPU, best tuning, no options, this user's cache. */
  public static BackendConfig cpu(int threads, long seed, Path scratch) {
    return builder(threads, seed, scratch).build();
  }

  /**
   * Finds the folder in which Backbench keeps what outlives a run: {@code $BACKBENCH_CACHE}, else
   * {@code $XDG_CACHE_HOME/backbench}, else {@code ~/.cache/backbench}.
   *
   * @param environment the process's environment
   * @since 0.1, contract 2
   */
  public static Path userCache(Map<String, String> environment) {
    String own = environment.getOrDefault("BACKBENCH_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    return xdg.isEmpty()
        ? Path.of(System.getProperty("user.home", "."), ".cache", "backbench")
        : Path.of(xdg, "backbench");
  }

  /**
   * Finds the part of a cache that the harness hands to backends.
   *
   * @param userCache the folder that {@link #userCache} finds
   * @since 0.1, contract 2
   */
  public static Path backendCache(Path userCache) {
    return userCache.resolve("backends");
  }

  /** Returns where to compute. */
  public Device device() {
    return device;
  }

  /**
   * Returns how many threads compute, from 1 to 1,024; read back through {@link
   * Environment#threads}.
   */
  public int threads() {
    return threads;
  }

  /** Returns the seed of what is random in the engine: dropout masks. */
  public long seed() {
    return seed;
  }

  /** Returns an existing folder for the engine's files, gone after the run. */
  public Path scratch() {
    return scratch;
  }

  /**
   * Returns a folder for files that outlive the run and can be made again, as unpacked natives.
   *
   * <p>All backends share it, and workers may run side by side: a backend keeps its files in a
   * folder of its own name below it, makes that if it is missing, and moves a finished file into
   * place. Nothing that changes a result may depend on what lies there.
   *
   * @since 0.1, contract 2
   */
  public Path cache() {
    return cache;
  }

  /** Returns how far the worker may be adjusted. */
  public Tuning tuning() {
    return tuning;
  }

  /**
   * Returns the backend's own options. {@link BackendInfo#requireSupport} refuses those that it
   * does not declare.
   */
  public Map<String, String> options() {
    return options;
  }

  /** Returns a builder that holds these values. */
  public Builder toBuilder() {
    return builder(threads, seed, scratch)
        .device(device)
        .cache(cache)
        .tuning(tuning)
        .options(options);
  }

  /** Returns the same with another tuning. */
  public BackendConfig withTuning(Tuning other) {
    return toBuilder().tuning(other).build();
  }

  /** Returns the same with other options. */
  public BackendConfig withOptions(Map<String, String> others) {
    return toBuilder().options(others).build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BackendConfig config
        && device == config.device
        && threads == config.threads
        && seed == config.seed
        && scratch.equals(config.scratch)
        && cache.equals(config.cache)
        && tuning == config.tuning
        && options.equals(config.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(device, threads, seed, scratch, cache, tuning, options);
  }

  @Override
  public String toString() {
    return "BackendConfig[device="
        + device
        + ", threads="
        + threads
        + ", seed="
        + seed
        + ", scratch="
        + scratch
        + ", cache="
        + cache
        + ", tuning="
        + tuning
        + ", options="
        + options
        + "]";
  }

  /**
   * Collects the properties of a configuration.
   *
   * @since 0.1, contract 2
   */
  public static final class Builder {

    private final int threads;
    private final long seed;
    private final Path scratch;
    private Device device = Device.CPU;
    private Path cache = backendCache(userCache(System.getenv()));
    private Tuning tuning = Tuning.BEST;
    private Map<String, String> options = Map.of();

    private Builder(int threads, long seed, Path scratch) {
      this.threads = threads;
      this.seed = seed;
      this.scratch = scratch;
    }

    /** Sets where to compute; the CPU by default. */
    public Builder device(Device device) {
      this.device = device;
      return this;
    }

    /** Sets the folder for what outlives the run; this user's by default. */
    public Builder cache(Path cache) {
      this.cache = cache;
      return this;
    }

    /** Sets how far the worker may be adjusted; {@link Tuning#BEST} by default. */
    public Builder tuning(Tuning tuning) {
      this.tuning = tuning;
      return this;
    }

    /** Sets the backend's own options; none by default. */
    public Builder options(Map<String, String> options) {
      this.options = options;
      return this;
    }

    /**
     * Makes the configuration.
     *
     * @throws BackbenchException {@code INVALID_ARGUMENT} if the threads are out of range
     */
    public BackendConfig build() {
      return new BackendConfig(this);
    }
  }
}
