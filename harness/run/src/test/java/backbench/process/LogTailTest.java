package backbench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void nameLog() {
    log = folder.resolve("log");
  }

  @Test
  void onlyTheLastLinesAreKept() throws Exception {
    Files.write(log, IntStream.range(0, 100_000).mapToObj(String::valueOf).toList());
    assertThat(LogTail.read(log)).hasSize(40).endsWith("99998", "99999");
  }

  @Test
  void whatWouldUpsetATerminalIsTakenOut() throws Exception {
    Files.writeString(log, "\u001B[31mred\u001B[0m\u0007bell\u009B\n" + "x".repeat(1000));
    assertThat(LogTail.read(log).get(0)).isEqualTo("red bell ");
    assertThat(LogTail.read(log).get(1)).hasSizeLessThan(410).endsWith("…");
  }

  @Test
  void aMissingLogIsEmpty() throws Exception {
    assertThat(LogTail.read(log)).isEmpty();
  }

  @Test
  void theLastWordIsTheLastLineThatSaysSomething() {
    assertThat(
            LogTail.lastWord(
                List.of(
                    "Unrecognized VM option 'Sesame'",
                    "Error: Could not create the Java Virtual Machine.",
                    "Error: A fatal exception has occurred. Program will exit.",
                    " ")))
        .contains("Unrecognized VM option 'Sesame'");
    assertThat(LogTail.lastWord(List.of("WARNING: Using incubator modules: jdk.vector"))).isEmpty();
  }
}
