package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;

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
    RunResult result = ResultJson.read(file, RunResult.class);

    assertThat(result.complete()).isTrue();
    assertThat(ResultSchema.problems(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("results")
  void everyShippedTimingIsCertified(Path file) {
    assertThat(ResultJson.read(file, RunResult.class).cells())
        .isNotEmpty()
        .allSatisfy(cell -> assertThat(cell.status()).isEqualTo(Status.OK));
  }
}
