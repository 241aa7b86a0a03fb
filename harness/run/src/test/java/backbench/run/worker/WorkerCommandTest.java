package backbench.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.process.Scratch;
import backbench.spi.LaunchOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {

  @Test
  void theShellsEngineVariablesDoNotReachAWorkerAndTheBackendsOwnDo() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "OMP_NUM_THREADS", "64",
                "MALLOC_ARENA_MAX", "1",
                "DJL_CACHE_DIR", "elsewhere",
                "ENGINE_CACHE_DIR", "elsewhere",
                "JAVA_TOOL_OPTIONS", "-Xint",
                "PATH", "/bin"));
    WorkerCommand.adjust(
        environment, List.of(), LaunchOptions.builder().variable("OMP_NUM_THREADS", "2").build());
    assertThat(environment)
        .containsExactlyInAnyOrderEntriesOf(Map.of("OMP_NUM_THREADS", "2", "PATH", "/bin"));
  }

  @Test
  void variablesWithADeclaredPrefixDoNotReachAWorkerUnlessItsLaunchSetsThem() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "TF_ENABLE_ONEDNN_OPTS", "0",
                "TF_NUM_INTEROP_THREADS", "9",
                "MY_TF_X", "stays",
                "PATH", "/bin"));
    WorkerCommand.adjust(
        environment,
        List.of("TF_", "XLA_"),
        LaunchOptions.builder().variable("TF_NUM_INTEROP_THREADS", "1").build());
    assertThat(environment)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("TF_NUM_INTEROP_THREADS", "1", "MY_TF_X", "stays", "PATH", "/bin"));
  }

  @Test
  void theBackendsFlagsComeLastSoThatTheyWin() {
    try (Scratch scratch = Scratch.create()) {
      assertThat(WorkerCommand.jvmFlags(scratch, LaunchOptions.builder().jvmFlag("-Xmx1g").build()))
          .endsWith("-Xmx1g")
          .contains("-XX:+ExitOnOutOfMemoryError");
    }
  }
}
