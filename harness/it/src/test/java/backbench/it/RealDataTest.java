package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import backbench.results.CellResult;
import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.file.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on the real MNIST, where it is there. */
class RealDataTest {

  private static final Path DATA =
      Path.of(
          Optional.ofNullable(System.getenv("BACKBENCH_DATA"))
              .orElse(Cli.HOME.resolve("../shared/data").toString()));

  private @TempDir Path folder;

  @Test
  @Tag("experiment")
  void conv3x3LearnsFromAThousandImagesWhatItsAuthorsProgramDoes() throws IOException {
    assertLearned();
  }

  @Test
  void oneForkOfItOnTwoBackendsDoes() throws IOException {
    assertLearned("--forks", "1", "--backend", "vector", "--backend", "dl4j");
  }

  private void assertLearned(String... options) throws IOException {
    assumeTrue(
        Files.isDirectory(DATA.resolve("mnist")),
        "no real data: BACKBENCH_DATA names a folder with mnist/ in it");

    Stream<String> command =
        Stream.of("run", "conv3x3", "--data", DATA.toAbsolutePath().toString(), "--out", "runs");
    Cli.Outcome outcome =
        new Cli(folder).run(Stream.concat(command, Stream.of(options)).toArray(String[]::new));

    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    RunResult result = RunFolder.open(RunFolder.list(folder.resolve("runs")).get(0)).load();
    for (CellResult cell : result.cells()) {
      for (ForkResult fork : cell.forks()) {
        assertThat(fork.training().untrained().loss()).isCloseTo(2.302, within(0.01));
        assertThat(fork.training().untrained().accuracy()).isCloseTo(0.1, within(0.08));
        // Reported: 0.78, of one run; its program reaches this on average, as ByHandTest shows.
        assertThat(fork.training().epochs().get(2).test().accuracy())
            .isCloseTo(0.835, within(0.02));
      }
    }
  }
}
