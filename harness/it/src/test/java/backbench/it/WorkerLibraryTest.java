package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Knows every jar on a worker's classpath.
 *
 * <p>Whoever adds one decides whether certificates depend on it. If not, {@code CertifyingCode}
 * names it; else every change of it makes all certificates anew.
 */
class WorkerLibraryTest {

  private static final Set<String> COUNTED =
      Set.of("backbench-commons", "backbench-oracle", "backbench-spi", "backbench-worker");
  private static final Set<String> NOT_COUNTED =
      Set.of("HdrHistogram", "backbench-data", "backbench-plausibility", "jspecify");

  @Test
  void everyJarCountsForCertificatesOrIsKnownNotTo() throws IOException {
    Set<String> known = new TreeSet<>(COUNTED);
    known.addAll(NOT_COUNTED);
    try (Stream<Path> jars = Files.list(Cli.HOME.resolve("harness/worker/target/lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", "")))
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }
}
