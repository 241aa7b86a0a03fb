package backbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.file.ResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the reports of the reference results that ship with the project to those results. */
class ShippedReportsTest {

  private static final Path SHIPPED = Path.of(System.getProperty("backbench.root"), "results");

  private @TempDir Path written;

  static List<String> results() throws IOException {
    try (Stream<Path> folders = Files.list(SHIPPED)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("result.json")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyShippedReportIsThatOfTheResultBesideIt(String name) throws IOException {
    Path shipped = SHIPPED.resolve(name);

    Report.of(ResultJson.readRun(shipped.resolve("result.json")))
        .writeMarkdown(written.resolve("report.md"));

    try (Stream<Path> files = Files.walk(written)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file -> {
                Path beside = shipped.resolve(written.relativize(file).toString());
                assertThat(beside).exists();
                // Which bytes spell a PNG is a matter of the compressor.
                if (!file.toString().endsWith(".png")) {
                  assertThat(Files.readString(file)).isEqualTo(Files.readString(beside));
                }
              });
    }
  }
}
