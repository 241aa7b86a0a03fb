package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certifies every network that ships with the project on every backend that does, as they are. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("keeps both processors busy by itself")
class MatrixTest {

  private static final List<String> BACKENDS =
      List.of("djl-mxnet", "djl-pytorch", "dl4j", "vector");

  private static final List<String> OWN_LOOPS = List.of("conv3x3", "deep-cnn-bn", "lenet-mnist");

  /** Engines and their compilers leave processors idle for a good part of the time. */
  private static final int AT_ONCE = 2;

  private final Map<String, Cli.Outcome> matrix = new HashMap<>();
  private Cli.Outcome ownLoops;

  @BeforeAll
  void certify(@TempDir Path folder) throws IOException, InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<String, Future<Cli.Outcome>> running = new HashMap<>();
      for (String backend : BACKENDS) {
        // All networks by one command: it starts few workers for them.
        running.put(backend, pool.submit(() -> new Cli(folder).run("certify", "-b", backend)));
      }
      Future<Cli.Outcome> last = pool.submit(() -> new Cli(folder).run(ownLoops()));
      for (String backend : BACKENDS) {
        matrix.put(backend, running.get(backend).get());
      }
      ownLoops = last.get();
    } finally {
      pool.shutdownNow();
    }
  }

  private static String[] ownLoops() {
    return Stream.of(List.of("certify"), OWN_LOOPS, List.of("--tuning", "engine_loop"))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  static List<String> networks() throws IOException {
    try (Stream<Path> files = Files.list(Cli.HOME.resolve("specs/architectures"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  static List<String> backends() {
    return BACKENDS;
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
  @MethodSource("backends")
  void nothingFailsOrIsLeftOut(String backend) throws IOException {
    Cli.Outcome outcome = matrix.get(backend);
    int networks = networks().size();

    assertThat(outcome.out()).contains(networks + " of " + networks + " certificates passed\n");
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

  @Test
  void everyBackendsCertificatesAreFoundInTheCacheAgain(@TempDir Path folder) {
    Cli.Outcome again = new Cli(folder).run("certify", "conv3x3", "lenet-mnist");
    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    for (String network : List.of("conv3x3", "lenet-mnist")) {
      for (String backend : BACKENDS) {
        assertThat(again.out())
            .containsPattern("(?m)^ *" + network + " +" + backend + " +passed \\(cached\\)");
      }
    }
  }

  private static void assertPassed(Cli.Outcome outcome, String network, String backend) {
    assertThat(outcome.out()).containsPattern("(?m)^ *" + network + " +" + backend + " +passed\\b");
  }
}
