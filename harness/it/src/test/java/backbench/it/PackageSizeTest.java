package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds packages to a size that a reader sees at a glance. */
class PackageSizeTest {

  private static final int MOST_FILES = 20;

  /** What the package's documentation says where it has a reason to be larger. */
  private static final String REASON = "More than " + MOST_FILES + " files, because";

  @Test
  void aPackageHoldsTwentyFilesOrItsDocumentationSaysWhyItHoldsMore() {
    List<Path> packages = packages();

    assertThat(packages).hasSizeGreaterThan(20);
    assertThat(packages)
        .allSatisfy(
            folder ->
                assertThat(files(folder).size() <= MOST_FILES || givesReason(folder))
                    .as("%s holds %d files", Cli.HOME.relativize(folder), files(folder).size())
                    .isTrue());
  }

  private static List<Path> packages() {
    try (Stream<Path> rooms = Files.list(Cli.HOME.resolve("harness"));
        Stream<Path> backends = Files.list(Cli.HOME.resolve("backends"))) {
      return Stream.concat(rooms, backends)
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(PackageSizeTest::walk)
          .filter(folder -> !files(folder).isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(Path sources) {
    try (Stream<Path> folders = Files.walk(sources)) {
      return folders.filter(Files::isDirectory).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean givesReason(Path folder) {
    try {
      Path documentation = folder.resolve("package-info.java");
      return Files.exists(documentation) && Files.readString(documentation).contains(REASON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
