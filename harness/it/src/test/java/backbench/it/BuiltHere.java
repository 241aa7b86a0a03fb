package backbench.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Tells the launcher that the build which runs these tests has built what it starts.
 *
 * <p>The stamp has the time at which that build started. So a source that is edited while it runs
 * makes the launcher build again, as it should.
 */
final class BuiltHere {

  private static final Path STAMP = write();

  private BuiltHere() {}

  /** Writes the stamp, once. */
  static Path stamp() {
    return STAMP;
  }

  private static Path write() {
    String at = System.getProperty("backbench.build.started", "");
    if (!at.matches("at=\\d+")) {
      throw new AssertionError(
          "backbench.build.started, which the build hands over, is '" + at + "'");
    }
    Path stamp = Cli.HOME.resolve("harness/cli/target/built");
    try {
      if (!Files.exists(stamp)) {
        Files.createFile(stamp);
      }
      Files.setLastModifiedTime(
          stamp, FileTime.fromMillis(Long.parseLong(at.substring("at=".length()))));
      return stamp;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
