package backbench.plugins;

import backbench.commons.JarDigest;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds an installed backend: its jars, and what it says about itself without being opened.
 *
 * <p>Its classes are never loaded in this process: {@link Providers} asks it in others.
 */
public final class Plugin implements WorkerCode {

  /** Stands for the folder for scratch in an answer that is kept. */
  private static final String SCRATCH = "{scratch}";

  private final Path folder;
  private final List<Path> jars;
  private final Providers providers;
  private final BackendInfo info;
  private final Map<Key, LaunchOptions> launches = new HashMap<>();
  private final Map<Key, ProviderFailure> refusals = new HashMap<>();
  private @Nullable String digest;

  Plugin(Path folder, List<Path> jars, Providers providers, BackendInfo info) {
    this.folder = folder;
    this.jars = List.copyOf(jars);
    this.providers = providers;
    this.info = info;
  }

  /** Returns the backend's id. */
  @Override
  public String id() {
    return info.id();
  }

  /** Returns what the backend says about itself. */
  public BackendInfo info() {
    return info;
  }

  /** Returns the folder that the plugin is. */
  public Path folder() {
    return folder;
  }

  /** Returns the jars in the order of their names: what follows the worker on its classpath. */
  @Override
  public List<Path> jars() {
    return jars;
  }

  @Override
  public Set<String> variablePrefixes() {
    return info.variablePrefixes();
  }

  /**
   * Asks the backend what its worker needs; asks once for each configuration.
   *
   * @throws ProviderFailure if it refuses the configuration, or has no usable answer
   * @throws InterruptedException if the thread is interrupted
   */
  @Override
  public LaunchOptions launch(BackendConfig config) throws InterruptedException {
    Key key = Key.of(config);
    LaunchOptions known = launches.get(key);
    if (known != null) {
      return replaced(known, SCRATCH, config.scratch().toString());
    }
    ProviderFailure refusal = refusals.get(key);
    if (refusal != null) {
      throw refusal;
    }
    LaunchOptions options;
    try {
      options = providers.launch(jars, config);
    } catch (ProviderFailure e) {
      ProviderFailure named = e.of("plugin " + id() + " in " + folder);
      refusals.put(key, named);
      throw named;
    }
    if (isEmpty(config.scratch())) {
      launches.put(key, replaced(options, config.scratch().toString(), SCRATCH));
    }
    return options;
  }

  /** Holds what an answer depends on; the folder for scratch, which is always another, is not. */
  private record Key(
      Device device,
      int threads,
      long seed,
      Path cache,
      Tuning tuning,
      Map<String, String> options) {

    static Key of(BackendConfig config) {
      return new Key(
          config.device(),
          config.threads(),
          config.seed(),
          // Where there is no cache, that of scratch takes its place.
          config.cache().equals(config.scratch()) ? Path.of(SCRATCH) : config.cache(),
          config.tuning(),
          config.options());
    }
  }

  /** Tells whether the backend has put nothing there that the next worker would miss. */
  private static boolean isEmpty(Path scratch) {
    try (Stream<Path> files = Files.list(scratch)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      // Whatever is there cannot be known, so it is asked again.
      return false;
    }
  }

  private static LaunchOptions replaced(LaunchOptions options, String from, String to) {
    LaunchOptions.Builder replaced = LaunchOptions.builder();
    options.jvmFlags().forEach(flag -> replaced.jvmFlag(flag.replace(from, to)));
    options
        .environment()
        .forEach((name, value) -> replaced.variable(name, value.replace(from, to)));
    return replaced.build();
  }

  /**
   * Returns the SHA-256 over the names and the content of the jars, in hexadecimal; reads them
   * once.
   *
   * @throws BackbenchException {@code IO} if one cannot be read
   */
  public String digest() {
    String known = digest;
    if (known != null) {
      return known;
    }
    try {
      String read = JarDigest.of(jars);
      digest = read;
      return read;
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot read the jars of plugin " + id() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return id() + " in " + folder;
  }
}
