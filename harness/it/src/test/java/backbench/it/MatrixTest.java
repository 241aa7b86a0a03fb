package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certifies every network that ships with the project on every backend that does, as they are. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
class MatrixTest {

  private static final List<String> BACKENDS =
      List.of("djl-mxnet", "djl-pytorch", "dl4j", "vector");

  @TempDir Path folder;

  static List<Arguments> cells() throws IOException {
    try (Stream<Path> files = Files.list(Cli.HOME.resolve("specs/architectures"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".yaml", ""))
          .sorted()
          .flatMap(network -> BACKENDS.stream().map(backend -> arguments(network, backend)))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyBackendComputesTheNetworkThatTheOracleComputes(String network, String backend) {
    Cli.Outcome outcome = new Cli(folder).run("certify", network, "--backend", backend);

    assertThat(outcome.out()).contains("1 of 1 certificates passed\n");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv3x3", "deep-cnn-bn", "lenet-mnist"})
  void everyEngineThatHasALoopOfItsOwnTrainsTheSameNetworkByIt(String network) {
    Cli.Outcome outcome = new Cli(folder).run("certify", network, "--tuning", "engine_loop");

    assertThat(outcome.out())
        .contains("3 of 3 certificates passed, 1 not tried\n")
        .contains("vector, unsupported: vector has no engine with a training loop of its own");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
  }
}
