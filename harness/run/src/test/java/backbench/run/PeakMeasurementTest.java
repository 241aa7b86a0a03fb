package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.plausibility.Peak;
import backbench.run.worker.Workers;
import backbench.toy.ToyPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakMeasurementTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static List<Path> jars;

  @BeforeAll
  static void packWorker() throws Exception {
    try (Stream<Path> files = Files.list(ToyPlugins.workerLibrary(shared.resolve("worker")))) {
      jars = files.toList();
    }
  }

  @Test
  void aWorkerMeasuresWithEachNumberOfThreadsInTurn() throws Exception {
    Workers workers = new Workers(jars, folder);
    PeakMeasurement.Measured measured = PeakMeasurement.measure(workers, List.of(1, 2));
    assertThat(measured.problem()).isNull();
    assertThat(measured.interrupted()).isFalse();
    assertThat(measured.peaks()).extracting(Peak::threads).containsExactly(1, 2);
  }

  @Test
  void aWorkerThatCannotSaysWhy() throws Exception {
    Workers workers = new Workers(jars, folder);
    PeakMeasurement.Measured measured = PeakMeasurement.measure(workers, List.of(1, 0));
    assertThat(measured.peaks()).extracting(Peak::threads).containsExactly(1);
    assertThat(measured.problem()).contains("at least one thread");
  }

  @Test
  void aRunThatIsStoppedMeasuresNothing() throws Exception {
    Workers workers = new Workers(jars, folder);
    workers.stop();
    assertThat(PeakMeasurement.measure(workers, List.of(1)).interrupted()).isTrue();
  }
}
