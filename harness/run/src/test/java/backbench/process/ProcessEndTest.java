package backbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessEndTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, ended with exit code 0",
    "70, ended with exit code 70",
    "137, was killed (SIGKILL)",
    "139, was killed (SIGSEGV)",
    "255, ended with exit code 255"
  })
  void anExitCodeIsPutIntoWords(int code, String words) {
    assertThat(new ExitCode(code).inWords()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"130, true", "143, true", "137, false", "1, false"})
  void anInterruptLooksLikeOne(int code, boolean interrupted) {
    assertThat(new ExitCode(code).looksInterrupted()).isEqualTo(interrupted);
  }

  @Test
  void onlyACountThatGrewShowsThatTheSystemKilled() throws IOException {
    Path counters = folder.resolve("vmstat");
    Files.writeString(counters, "pgfault 99\noom_kill 3\n");
    MemoryEvidence evidence = MemoryEvidence.watch(counters);
    assertThat(evidence.systemKilled()).isFalse();
    Files.writeString(counters, "pgfault 99\noom_kill 4\n");
    assertThat(evidence.systemKilled()).isTrue();
  }

  @Test
  void whereNothingIsCountedNothingIsShown() throws IOException {
    Path counters = folder.resolve("vmstat");
    MemoryEvidence evidence = MemoryEvidence.watch(counters);
    Files.writeString(counters, "oom_kill 4\n");
    assertThat(evidence.systemKilled()).isFalse();
    Files.writeString(counters, "oom_kill many\n");
    assertThat(MemoryEvidence.watch(counters).systemKilled()).isFalse();
  }

  @Test
  void theJvmsOwnLineIsFoundAmongOthers() {
    String line = "Terminating due to java.lang.OutOfMemoryError: Java heap space";
    assertThat(MemoryEvidence.inLog(List.of("a", line, "b"))).contains(line);
    assertThat(MemoryEvidence.inLog(List.of("a", "b"))).isEmpty();
  }

  @Test
  void patienceIsWhatTheVariableSays() {
    assertThat(Patience.of(Map.of()).seconds()).isEqualTo(20);
    assertThat(Patience.of(Map.of(Patience.VARIABLE, "5")).seconds()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3601", "99999", "x", "1.5", " 5"})
  void patienceThatIsNoneIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> Patience.of(Map.of(Patience.VARIABLE, text)))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll("BACKBENCH_PLUGIN_SECONDS", "'" + text + "'", "from 1 to 3600");
  }
}
