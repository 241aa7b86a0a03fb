package backbench.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
                "JAVA_TOOL_OPTIONS", "-Xint",
                "PATH", "/bin"));
    WorkerCommand.adjust(environment, new LaunchOptions(List.of(), Map.of("OMP_NUM_THREADS", "2")));
    assertThat(environment)
        .containsExactlyInAnyOrderEntriesOf(Map.of("OMP_NUM_THREADS", "2", "PATH", "/bin"));
  }

  @Test
  void theBackendsFlagsComeLastSoThatTheyWin() {
    try (Scratch scratch = Scratch.create()) {
      assertThat(WorkerCommand.jvmFlags(scratch, new LaunchOptions(List.of("-Xmx1g"), Map.of())))
          .endsWith("-Xmx1g")
          .contains("-XX:+ExitOnOutOfMemoryError");
    }
  }
}
