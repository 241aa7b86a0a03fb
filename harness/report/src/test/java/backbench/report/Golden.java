package backbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file under {@code src/test/resources}. */
final class Golden {

  private Golden() {}

  /**
   * Asserts that a text is what its file says. With the system property {@code
   * backbench.golden=write} the file is written instead, for a person to review.
   */
  static void assertGolden(String name, String actual) throws IOException {
    Path root = Path.of(System.getProperty("backbench.root", ".")).resolve("harness/report");
    Path file = root.resolve("src/test/resources/backbench/report").resolve(name);
    if ("write".equals(System.getProperty("backbench.golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
