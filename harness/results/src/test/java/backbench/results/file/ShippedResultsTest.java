package backbench.results.file;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.RunResult;
import backbench.results.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the reference results that ship with the project to what is said of results. */
class ShippedResultsTest {

  static List<Path> results() throws IOException {
    Path folder = Path.of(System.getProperty("backbench.root"), "results");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("result.json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyShippedResultIsReadAndFitsTheSchema(Path file) throws Exception {
    RunResult result = ResultJson.readRun(file);

    assertThat(result.complete()).isTrue();
    assertThat(ResultSchema.problems(result)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyShippedTimingIsCertified(Path file) {
    assertThat(ResultJson.readRun(file).cells())
        .isNotEmpty()
        .allSatisfy(cell -> assertThat(cell.status()).isEqualTo(Status.OK));
  }
}
