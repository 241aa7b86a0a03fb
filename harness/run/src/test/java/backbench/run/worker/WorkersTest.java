package backbench.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.plugins.WorkerCode;
import backbench.process.Patience;
import backbench.results.Status;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkersTest {

  @TempDir Path folder;

  /** May not be asked. */
  private static final class Untouchable implements WorkerCode {

    @Override
    public String id() {
      return "untouchable";
    }

    @Override
    public List<Path> jars() {
      throw new AssertionError("a worker is about to be started");
    }

    @Override
    public Set<String> variablePrefixes() {
      throw new AssertionError("a worker is about to be started");
    }

    @Override
    public LaunchOptions launch(BackendConfig config) {
      throw new AssertionError("a worker is about to be started");
    }
  }

  @Test
  void afterAStopNoWorkerStartsAndNoPluginIsAsked() throws Exception {
    Workers workers = new Workers(List.of(), folder, new Patience(1));
    workers.stop();
    WorkerEnd end =
        workers.run(
            new WorkerRequest(
                new Untouchable(),
                Device.CPU,
                1,
                Tuning.BEST,
                1,
                60,
                config -> {
                  throw new AssertionError("a job is made");
                }),
            event -> {
              throw new AssertionError("something is reported");
            });
    assertThat(end.status()).isEqualTo(Status.INTERRUPTED);
    assertThat(end.wallSeconds()).isZero();
  }
}
