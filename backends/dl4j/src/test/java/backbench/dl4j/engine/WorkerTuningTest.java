package backbench.dl4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerTuningTest {

  private static BackendConfig config(Tuning tuning) {
    return BackendConfig.builder(3, 1, Path.of("scratch")).tuning(tuning).build();
  }

  @Test
  void asItComesNothingIsSet() {
    assertThat(WorkerTuning.launch(config(Tuning.AS_IT_COMES), new Platform("linux", "x86_64")))
        .isEqualTo(LaunchOptions.NONE);
  }

  @Test
  void atItsBestOpenMpStartsWithTheThreadsAskedFor() {
    assertThat(
            WorkerTuning.launch(config(Tuning.BEST), new Platform("linux", "x86_64")).environment())
        .containsEntry("OMP_NUM_THREADS", "3");
  }

  @Test
  void theAllocatorIsTunedOnlyWhereItIsGlibcs() {
    assertThat(
            WorkerTuning.launch(config(Tuning.BEST), new Platform("osx", "x86_64")).environment())
        .containsOnlyKeys("OMP_NUM_THREADS");
  }
}
