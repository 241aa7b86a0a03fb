package backbench.commons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

  @TempDir Path folder;

  @Test
  void aFolderIsMadeWithThoseAboveItAndLeftAloneWhenItIsThere() throws Exception {
    Path inner = folder.resolve("a/b");
    assertThat(Folders.make(inner)).isEqualTo(inner).isDirectory();
    Files.writeString(inner.resolve("file"), "kept");
    assertThat(Folders.make(inner)).isDirectory();
    assertThat(inner.resolve("file")).hasContent("kept");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void aLinkToAFolderIsAFolder() throws Exception {
    Path place = Files.createDirectory(folder.resolve("place"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), place);
    assertThat(Folders.make(link)).isDirectory();
    Folders.make(link.resolve("inner"));
    assertThat(place.resolve("inner")).isDirectory();
    AtomicFile.write(link.resolve("file"), "kept".getBytes(StandardCharsets.UTF_8));
    assertThat(place.resolve("file")).hasContent("kept");
  }

  @Test
  void aFileInTheWayIsAnError() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(() -> Folders.make(file)).isInstanceOf(FileAlreadyExistsException.class);
  }
}
