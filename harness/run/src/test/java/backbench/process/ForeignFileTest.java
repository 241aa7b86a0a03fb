package backbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ForeignFileTest {

  private static final int MOST = 4;

  @TempDir Path folder;

  private static void assertNothing(Path file) {
    assertThat(ForeignFile.size(file)).isZero();
    assertThat(ForeignFile.first(file, MOST)).isEmpty();
    assertThat(ForeignFile.last(file, MOST)).isEmpty();
  }

  @Test
  void onlyPartOfALongFileIsRead() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "abcdefgh");
    assertThat(ForeignFile.size(file)).isEqualTo(8);
    assertThat(ForeignFile.first(file, MOST)).asString().isEqualTo("abcd");
    assertThat(ForeignFile.last(file, MOST)).asString().isEqualTo("efgh");
    assertThat(ForeignFile.last(file, 100)).asString().isEqualTo("abcdefgh");
  }

  @Test
  void whatIsNotThereOrAFolderIsNothing() {
    assertNothing(folder.resolve("none"));
    assertNothing(folder);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
  void aLinkIsNothingWhereverItLeads() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "abcdefgh");
    assertNothing(Files.createSymbolicLink(folder.resolve("link"), file));
    assertNothing(Files.createSymbolicLink(folder.resolve("endless"), Path.of("/dev/zero")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such pipes there")
  void aPipeIsNothingAndNobodyWaitsForItsWriter() throws Exception {
    Path pipe = folder.resolve("pipe");
    int code = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assumeTrue(code == 0, "no pipes can be made here");
    assertNothing(pipe);
  }
}
