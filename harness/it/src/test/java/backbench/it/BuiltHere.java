package backbench.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells the launcher that the build which runs these tests has built what it starts.
 *
 * <p>A build of some modules only says nothing, so the launcher builds if it must. It also does if
 * a source was edited since the build started.
 */
final class BuiltHere {

  /** What the launcher builds and these modules do not need. */
  private static final List<String> LEFT_OUT = List.of("harness/it", "backends/example");

  private static final boolean WHOLE = tell();

  private BuiltHere() {}

  /** Tells the launcher, once, and returns whether there was all to tell of. */
  static boolean whole() {
    return WHOLE;
  }

  /**
   * Checks whether a build had all modules that the launcher starts.
   *
   * @param checkout the root of the modules
   * @param projects the build's modules, as Maven prints them: each with the path of its POM
   */
  static boolean whole(Path checkout, String projects) throws IOException {
    for (String room : List.of("harness", "backends")) {
      try (Stream<Path> folders = Files.list(checkout.resolve(room))) {
        Optional<Path> left =
            folders
                .filter(folder -> !LEFT_OUT.contains(room + "/" + folder.getFileName()))
                .map(folder -> folder.resolve("pom.xml"))
                .filter(Files::exists)
                .filter(pom -> !projects.contains(pom.toString()))
                .findAny();
        if (left.isPresent()) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean tell() {
    String at = handedOver("started", "at=");
    try {
      if (!whole(Cli.HOME, handedOver("projects", "all="))) {
        return false;
      }
      if (Cli.hasLauncher()) {
        tellSince(Long.parseLong(at));
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tellSince(long millis) throws IOException {
    Path since = Files.createTempFile("backbench", ".since");
    try {
      Files.setLastModifiedTime(since, FileTime.fromMillis(millis));
      ProcessBuilder builder = new ProcessBuilder(Cli.LAUNCHER.toString()).inheritIO();
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("BACKBENCH_BUILT_SINCE", since.toString());
      int exitCode = builder.start().waitFor();
      if (exitCode != 0) {
        throw new AssertionError("the launcher noted no build; exit code " + exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      Files.delete(since);
    }
  }

  private static String handedOver(String name, String prefix) {
    String value = System.getProperty("backbench.build." + name, "");
    if (!value.startsWith(prefix) || value.contains("${")) {
      throw new AssertionError(
          "backbench.build." + name + ", which the build hands over, is '" + value + "'");
    }
    return value.substring(prefix.length());
  }
}
