package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certifies every network that ships with the project on every backend that does, as they are. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {

  private static final List<String> BACKENDS =
      List.of("djl-mxnet", "djl-pytorch", "dl4j", "vector");

  private static final List<String> OWN_LOOPS = List.of("conv3x3", "deep-cnn-bn", "lenet-mnist");

  /** The oracle computes on one thread. */
  private static final int AT_ONCE = 2;

  private final Map<String, Cli.Outcome> matrix = new HashMap<>();
  private Cli.Outcome ownLoops;

  @BeforeAll
  void certify(@TempDir Path folder) throws IOException, InterruptedException, ExecutionException {
    List<String> forwards = networks();
    List<String> backwards = new ArrayList<>(forwards);
    Collections.reverse(backwards);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<String, Future<Cli.Outcome>> running = new HashMap<>();
      for (int i = 0; i < BACKENDS.size(); i++) {
        // From both ends: what the oracle has drawn for one is there for the other.
        List<String> command = command(i % 2 == 0 ? forwards : backwards);
        command.addAll(List.of("--backend", BACKENDS.get(i)));
        running.put(BACKENDS.get(i), pool.submit(() -> run(folder, command)));
      }
      List<String> command = command(OWN_LOOPS);
      command.addAll(List.of("--tuning", "engine_loop"));
      Future<Cli.Outcome> last = pool.submit(() -> run(folder, command));
      for (String backend : BACKENDS) {
        matrix.put(backend, running.get(backend).get());
      }
      ownLoops = last.get();
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<String> command(List<String> networks) {
    List<String> command = new ArrayList<>(List.of("certify"));
    command.addAll(networks);
    return command;
  }

  private static Cli.Outcome run(Path folder, List<String> command) {
    return new Cli(folder).run(command.toArray(String[]::new));
  }

  private static List<String> networks() throws IOException {
    try (Stream<Path> files = Files.list(Cli.HOME.resolve("specs/architectures"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  static List<Arguments> cells() throws IOException {
    return networks().stream()
        .flatMap(network -> BACKENDS.stream().map(backend -> arguments(network, backend)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyBackendComputesTheNetworkThatTheOracleComputes(String network, String backend) {
    assertPassed(matrix.get(backend), network, backend);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void nothingFailsOrIsLeftOut(String backend) throws IOException {
    Cli.Outcome outcome = matrix.get(backend);
    int all = networks().size();

    assertThat(outcome.out()).contains(all + " of " + all + " certificates passed\n");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv3x3", "deep-cnn-bn", "lenet-mnist"})
  void everyEngineThatHasALoopOfItsOwnTrainsTheSameNetworkByIt(String network) {
    for (String backend : List.of("djl-mxnet", "djl-pytorch", "dl4j")) {
      assertPassed(ownLoops, network, backend);
    }
    assertThat(ownLoops.out())
        .contains(
            network
                + " on vector, unsupported: the engine of vector has no training loop of its own");
  }

  @Test
  void allOwnLoopsPass() {
    assertThat(ownLoops.out()).contains("9 of 9 certificates passed, 3 not tried\n");
    assertThat(ownLoops.exitCode()).as(ownLoops.out() + ownLoops.err()).isZero();
  }

  private static void assertPassed(Cli.Outcome outcome, String network, String backend) {
    assertThat(outcome.out()).containsPattern("(?m)^ *" + network + " +" + backend + " +passed\\b");
  }
}
