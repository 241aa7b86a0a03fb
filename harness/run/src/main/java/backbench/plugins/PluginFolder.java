package backbench.plugins;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.BackendInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Loads the plugin that a folder of jars is. */
final class PluginFolder {

  private static final String SERVICE = "META-INF/services/backbench.spi.BackendProvider";
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final int LONGEST_NAME = 100;

  private final Path folder;
  private final Providers providers;

  PluginFolder(Path folder, Providers providers) {
    this.folder = folder;
    this.providers = providers;
  }

  /**
   * Loads the plugin: finds its jars, and asks its provider.
   *
   * @param expectedId the id that the folder's name promises; null if it promises none
   * @throws BackbenchException {@code PLUGIN_BROKEN}, with the folder and, where one is to blame,
   *     the jar
   * @throws InterruptedException if the thread is interrupted
   */
  Plugin load(@Nullable String expectedId) throws InterruptedException {
    List<Path> jars = jars();
    if (jars.stream().noneMatch(this::announces)) {
      throw broken("no jar has " + SERVICE + "; expected one jar that names the provider", null);
    }
    BackendInfo info;
    try {
      info = providers.info(jars);
    } catch (ProviderFailure e) {
      throw broken(String.valueOf(e.getMessage()), e);
    }
    if (!ID.matcher(info.id()).matches() || info.id().length() > LONGEST_NAME) {
      throw broken(
          "its id is '"
              + shortened(info.id())
              + "'; expected lower-case words joined by hyphens, at most "
              + LONGEST_NAME
              + " characters",
          null);
    }
    if (info.name().isBlank() || info.name().length() > LONGEST_NAME) {
      throw broken(
          "its name is '"
              + shortened(info.name())
              + "'; expected 1 to "
              + LONGEST_NAME
              + " characters",
          null);
    }
    if (expectedId != null && !info.id().equals(expectedId)) {
      throw broken(
          "its id is '" + info.id() + "'; expected the name of the folder, '" + expectedId + "'",
          null);
    }
    return new Plugin(folder, jars, providers, info);
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "…" : text;
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
    for (Path jar : jars) {
      // A pipe of that name would be waited for without end.
      if (!Files.isRegularFile(jar)) {
        throw broken(jar.getFileName() + " is not a file; expected a jar", null);
      }
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

  private BackbenchException broken(String why, @Nullable Throwable cause) {
    return new BackbenchException(
        ErrorCode.PLUGIN_BROKEN, "broken plugin in " + folder + ": " + why, cause);
  }
}
