package backbench.it;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.CellResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.file.RunFolder;
import backbench.spi.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Asks for a device that the plugins, as they are built, do not compute on. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the only platform for which every engine has natives")
class DeviceTest {

  private static final String SUITE =
      """
      id: devices
      title: On two devices
      dataset: digits
      networks: [conv3x3]
      backends: [%s]
      recipe: {optimizer: {sgd: {learning_rate: 0.005}}, batch: 10, epochs: 1, scaling: centered, train: 50, test: 50}
      measure: {forks: 1, threads: [1], device: %s, warmup_seconds: 0, predict: {batch: 10, warmup_seconds: 0, seconds: 0.1}}
      """;

  private static final String[] ALL = {"djl-mxnet", "djl-pytorch", "dl4j", "vector"};

  @TempDir Path folder;

  @Test
  void aDeviceOutOfReachIsUnsupportedAndTheOthersAreMeasured() throws IOException {
    Cli.Outcome outcome = run("[cpu, gpu]", "djl-pytorch", "vector");

    RunResult result = RunFolder.open(RunFolder.list(folder.resolve("runs")).get(0)).load();
    List<CellResult> gpu =
        result.cells().stream().filter(cell -> cell.key().device() == Device.GPU).toList();
    assertThat(gpu)
        .hasSize(result.cells().size() / 2)
        .allSatisfy(
            cell -> {
              assertThat(cell.status()).isEqualTo(Status.UNSUPPORTED);
              assertThat(cell.reason())
                  .isEqualTo(cell.key().backend() + " computes on CPU only, not on GPU");
              assertThat(cell.forks()).isEmpty();
            });
    assertThat(result.cells())
        .filteredOn(cell -> cell.key().device() == Device.CPU)
        .allSatisfy(cell -> assertThat(cell.status()).isEqualTo(Status.OK));
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
  }

  @Test
  void aRunOfWhichNothingIsSupportedFailsAndSaysWhy() throws IOException {
    Cli.Outcome outcome = run("gpu", ALL);

    for (String backend : ALL) {
      assertThat(outcome.out()).contains(backend + " computes on CPU only, not on GPU");
    }
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(1);
  }

  private Cli.Outcome run(String devices, String... names) throws IOException {
    Files.writeString(
        folder.resolve("devices.yaml"), SUITE.formatted(String.join(", ", names), devices));
    return new Cli(folder).run("run", "./devices.yaml", "--progress", "plain", "--out", "runs");
  }
}
