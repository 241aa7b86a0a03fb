package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.commons.fuzz.Fuzz;
import backbench.specs.SpecKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feeds the readers of specs with damaged ones: each is read or refused in one line. */
class SpecFuzzTest {

  private static final Path SPECS = Path.of(System.getProperty("backbench.root"), "specs");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(SpecKind.class)
  void damagedSpecsAreReadOrRefused(SpecKind kind) throws IOException {
    Catalog catalog = Catalog.of(SPECS);
    Fuzz fuzz = Fuzz.of("yaml-" + kind.folder()).words("[A-Za-z0-9.+-]+");
    try (Stream<Path> files = Files.walk(SPECS.resolve(kind.folder()))) {
      for (Path each : files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
        // A spec is named as its file is.
        String text = Files.readString(each).replaceFirst("(?m)^id: .*$", "id: fuzzed");
        fuzz.from(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    Path file = folder.resolve("fuzzed.yaml");

    Fuzz.Outcome outcome =
        fuzz.feed(
            bytes -> {
              Files.write(file, bytes);
              catalog.spec(kind, file.toString());
            });

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }
}
