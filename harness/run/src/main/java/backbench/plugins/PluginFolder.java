package backbench.plugins;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Loads the plugin that a folder of jars is. */
final class PluginFolder {

  private static final String SERVICE = "META-INF/services/" + BackendProvider.class.getName();
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final Path folder;

  PluginFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Loads the plugin.
   *
   * @param expectedId the id that the folder's name promises; null if it promises none
   * @throws BackbenchException {@code PLUGIN_BROKEN}, with the folder and, where one is to blame,
   *     the jar
   */
  // The loader stays open as long as the plugin: its classes are loaded as they are needed.
  @SuppressWarnings("resource")
  Plugin load(@Nullable String expectedId) {
    List<Path> jars = jars();
    if (jars.stream().noneMatch(this::announces)) {
      throw broken("no jar has " + SERVICE + "; expected one jar that names the provider", null);
    }
    URL[] urls = jars.stream().map(PluginFolder::url).toArray(URL[]::new);
    URLClassLoader loader =
        new URLClassLoader(
            folder.toString(), urls, new ContractLoader(PluginFolder.class.getClassLoader()));
    BackendProvider provider = provider(loader);
    requireThisContract(provider);
    BackendInfo info = info(provider);
    if (!ID.matcher(info.id()).matches()) {
      throw broken(
          "its id is '" + info.id() + "'; expected lower-case words joined by hyphens", null);
    }
    if (expectedId != null && !info.id().equals(expectedId)) {
      throw broken(
          "its id is '" + info.id() + "'; expected the name of the folder, '" + expectedId + "'",
          null);
    }
    return new Plugin(folder, jars, provider, info);
  }

  private List<Path> jars() {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw broken("the folder cannot be read: " + e.getMessage(), e);
    }
    if (jars.isEmpty()) {
      throw broken("no jar; expected those of the backend", null);
    }
    return jars;
  }

  /** Tells whether a jar announces a provider, and finds damaged jars on the way. */
  private boolean announces(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.getEntry(SERVICE) != null;
    } catch (IOException e) {
      throw broken(jar.getFileName() + " is not a readable jar: " + e.getMessage(), e);
    }
  }

  private BackendProvider provider(ClassLoader loader) {
    try {
      List<ServiceLoader.Provider<BackendProvider>> providers =
          ServiceLoader.load(BackendProvider.class, loader).stream().toList();
      if (providers.size() != 1) {
        throw broken("it announces " + providers.size() + " providers; expected one", null);
      }
      ContractVersions.refusal(providers.get(0).type()).ifPresent(this::refuse);
      return providers.get(0).get();
    } catch (ServiceConfigurationError | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw broken(
          ContractVersions.refusal(e)
              .orElse("its provider does not load: " + e.getMessage() + " (" + cause + ")"),
          e);
    }
  }

  private void requireThisContract(BackendProvider provider) {
    int version;
    try {
      version = provider.contractVersion();
    } catch (RuntimeException | LinkageError e) {
      throw broken(ContractVersions.refusal(e).orElse("contractVersion() fails: " + e), e);
    }
    ContractVersions.refusal(version).ifPresent(this::refuse);
  }

  private void refuse(String why) {
    throw broken(why, null);
  }

  // A provider is foreign code: null is possible whatever its contract says.
  @SuppressWarnings("ConstantConditions")
  private BackendInfo info(BackendProvider provider) {
    @Nullable BackendInfo info;
    try {
      info = provider.info();
    } catch (RuntimeException | LinkageError e) {
      throw broken(ContractVersions.refusal(e).orElse("info() fails: " + e), e);
    }
    if (info == null) {
      throw broken("info() returns null", null);
    }
    return info;
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file always has a URL", e);
    }
  }

  private BackbenchException broken(String why, @Nullable Throwable cause) {
    return new BackbenchException(
        ErrorCode.PLUGIN_BROKEN, "broken plugin in " + folder + ": " + why, cause);
  }
}
