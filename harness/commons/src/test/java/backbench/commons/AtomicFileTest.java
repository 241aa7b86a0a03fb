package backbench.commons;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
