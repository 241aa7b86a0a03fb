package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file beside a test, under {@code src/test/resources}. */
public final class Golden {

  private Golden() {}

  /**
   * Asserts that a text equals the content of its file. With the system property {@code
   * backbench.golden=write} the file is written first, for a person to review.
   *
   * @param test in the package {@code backbench.MODULE}, whose name is that of its module
   * @param name of the file, in the folder of the test's package
   */
  public static void assertGolden(Class<?> test, String name, String actual) throws IOException {
    String packageName = test.getPackageName();
    String module = packageName.split("\\.", -1)[1];
    Path root = Path.of(System.getProperty("backbench.root", ".")).resolve("harness");
    Path file =
        root.resolve(module)
            .resolve("src/test/resources")
            .resolve(packageName.replace('.', '/'))
            .resolve(name);
    if ("write".equals(System.getProperty("backbench.golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
