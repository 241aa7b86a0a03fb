package backbench.commons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a file is replaced and not written into. */
class AtomicFileReplacementTest {

  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file that is open is not replaced there")
  void aReaderThatHasTheOldFileOpenReadsTheOldContentToItsEnd() throws Exception {
    Path file = folder.resolve("file");
    AtomicFile.write(file, bytes("the old content"));
    try (InputStream open = Files.newInputStream(file)) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      read.write(open.readNBytes(4));
      AtomicFile.write(file, bytes("another"));
      read.write(open.readAllBytes());
      assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo("the old content");
    }
    assertThat(file).hasContent("another");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "hard links differ there")
  void anotherNameOfTheOldFileKeepsTheOldContent() throws Exception {
    Path file = folder.resolve("file");
    AtomicFile.write(file, bytes("the old content"));
    Path other = Files.createLink(folder.resolve("other"), file);
    AtomicFile.write(file, bytes("new"));
    assertThat(other).hasContent("the old content");
    assertThat(file).hasContent("new");
  }

  @Test
  void nothingIsLeftBesideTheFile() throws Exception {
    AtomicFile.write(folder.resolve("deeper/file"), bytes("content"));
    try (Stream<Path> files = Files.list(folder.resolve("deeper"))) {
      assertThat(files).containsExactly(folder.resolve("deeper/file"));
    }
  }
}
