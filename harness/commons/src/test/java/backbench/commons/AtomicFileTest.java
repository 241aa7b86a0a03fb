package backbench.commons;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private @TempDir Path folder;

  @Test
  void aFileIsReplacedAsAWholeAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");

    AtomicFile.write(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryContaining("glob:**/x");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void whatIsNoFileIsNotReplaced() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));

    assertThatThrownBy(() -> AtomicFile.write(inner, new byte[0]))
        .isInstanceOf(BackbenchException.class)
        .hasMessage("cannot write " + inner + ": a folder; expected the name of a file");

    assertThat(inner).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftIsSwept() throws Exception {
    Path left = leftover(gone(), Duration.ofMinutes(2));
    Path old = leftover(ProcessHandle.current().pid(), Duration.ofHours(2));

    AtomicFile.sweep(folder);

    assertThat(left).doesNotExist();
    assertThat(old).doesNotExist();
  }

  @Test
  void whatMayStillBeWrittenOrIsOfOthersIsNotSwept() throws Exception {
    leftover(ProcessHandle.current().pid(), Duration.ofMinutes(2));
    leftover(gone(), Duration.ofSeconds(5));
    age(Files.writeString(folder.resolve(".writing-notes.tmp"), "mine"), Duration.ofDays(9));
    age(Files.createDirectory(folder.resolve(name(gone()))), Duration.ofDays(9));

    AtomicFile.sweep(folder);
    AtomicFile.sweep(folder.resolve("none"));

    assertThat(folder.toFile().list()).hasSize(4);
  }

  private Path leftover(long pid, Duration age) throws IOException {
    return age(Files.writeString(folder.resolve(name(pid)), "{\"num"), age);
  }

  private static String name(long pid) {
    return ".writing-" + pid + "-" + UUID.randomUUID() + ".tmp";
  }

  private static Path age(Path file, Duration age) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  /** Returns the number of a process that has ended. */
  private static long gone() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    return process.pid();
  }
}
