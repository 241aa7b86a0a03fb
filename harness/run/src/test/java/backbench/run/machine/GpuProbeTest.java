package backbench.run.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuProbeTest {

  @TempDir Path driver;

  @Test
  void modelsDriverAndTheChoiceAmongGpusAreTold() throws IOException {
    gpu("0000:65:00.0", "NVIDIA H200");
    gpu("0000:b3:00.0", "NVIDIA L4");
    Files.writeString(driver.resolve("version"), "NVRM version: Kernel Module  550.54\nGCC\n");
    assertThat(GpuProbe.gpus(driver, Map.of("PATH", "/bin")))
        .contains("NVIDIA H200; NVIDIA L4; NVRM version: Kernel Module  550.54");
    assertThat(GpuProbe.gpus(driver, Map.of("CUDA_VISIBLE_DEVICES", "1")).orElseThrow())
        .endsWith("; CUDA_VISIBLE_DEVICES=1");
  }

  @Test
  void withoutADriverOrAGpuNothingIsTold() throws IOException {
    assertThat(GpuProbe.gpus(driver, Map.of())).isEmpty();
    Files.createDirectories(driver.resolve("gpus"));
    assertThat(GpuProbe.gpus(driver, Map.of())).isEmpty();
  }

  private void gpu(String bus, String model) throws IOException {
    Path folder = Files.createDirectories(driver.resolve("gpus").resolve(bus));
    Files.writeString(folder.resolve("information"), "Model: \t\t " + model + "\nIRQ:   \t\t 42\n");
  }
}
