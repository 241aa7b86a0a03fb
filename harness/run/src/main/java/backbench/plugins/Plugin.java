package backbench.plugins;

import backbench.commons.JarDigest;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.LaunchOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds an installed backend: its jars, and what it says about itself without being opened.
 *
 * <p>Its classes are loaded in the harness only to be asked for {@link BackendProvider#info} and
 * {@link BackendProvider#launch}, each plugin in a loader of its own.
 */
public final class Plugin implements WorkerCode {

  private final Path folder;
  private final List<Path> jars;
  private final BackendProvider provider;
  private final BackendInfo info;
  private @Nullable String digest;

  Plugin(Path folder, List<Path> jars, BackendProvider provider, BackendInfo info) {
    this.folder = folder;
    this.jars = List.copyOf(jars);
    this.provider = provider;
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
   * Asks the backend what its worker needs.
   *
   * @throws BackbenchException {@code PLUGIN_BROKEN} if it throws anything but its own refusal of
   *     the configuration
   */
  @Override
  // A provider is foreign code: null is possible whatever its contract says.
  @SuppressWarnings("ConstantConditions")
  public LaunchOptions launch(BackendConfig config) {
    @Nullable LaunchOptions options;
    try {
      options = provider.launch(config);
    } catch (BackbenchException e) {
      throw e;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw new BackbenchException(
          ErrorCode.PLUGIN_BROKEN,
          "plugin "
              + id()
              + " in "
              + folder
              + ": "
              + ContractVersions.refusal(e).orElse("launch() fails: " + e),
          e);
    }
    if (options == null) {
      throw new BackbenchException(
          ErrorCode.PLUGIN_BROKEN, "plugin " + id() + " in " + folder + ": launch() returns null");
    }
    return options;
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
