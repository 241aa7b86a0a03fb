package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltHereTest {

  private static final List<String> STARTED = List.of("harness/cli", "harness/spi", "backends/x");

  private @TempDir Path checkout;

  private String printed(List<String> modules) {
    return modules.stream()
        .map(module -> checkout.resolve(module).resolve("pom.xml"))
        .map(pom -> "MavenProject: backbench:some-name:0.1.0-SNAPSHOT @ " + pom)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void layOut(List<String> modules) throws IOException {
    for (String module : modules) {
      Files.createDirectories(checkout.resolve(module));
      Files.createFile(checkout.resolve(module).resolve("pom.xml"));
    }
  }

  @Test
  void aBuildOfOneModuleIsNotTakenForABuildOfAll() throws IOException {
    layOut(STARTED);
    assertThat(BuiltHere.whole(checkout, printed(List.of("harness/it")))).isFalse();
    assertThat(BuiltHere.whole(checkout, printed(STARTED.subList(0, 2)))).isFalse();
    assertThat(BuiltHere.whole(checkout, printed(STARTED))).isTrue();
  }

  @Test
  void whatTheLauncherDoesNotStartMayBeLeftOut() throws IOException {
    layOut(STARTED);
    layOut(List.of("harness/it", "backends/example"));
    Files.createDirectories(checkout.resolve("harness/docs"));
    assertThat(BuiltHere.whole(checkout, printed(STARTED))).isTrue();
  }
}
