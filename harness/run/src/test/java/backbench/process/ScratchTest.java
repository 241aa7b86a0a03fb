package backbench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

  @TempDir Path temporary;

  @Test
  void theFolderOfAProcessThatIsGoneIsSwept() throws IOException {
    Path left = left("backbench-worker-123");

    Scratch.sweep(temporary);

    assertThat(left).doesNotExist();
  }

  @Test
  void theFolderOfAProcessThatRunsIsNotSwept() throws IOException {
    Path held = left("backbench-worker-123");
    try (FileChannel channel = FileChannel.open(held.resolve(".lock"), StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock()).isNotNull();
      Scratch.sweep(temporary);
    }

    assertThat(held.resolve("tmp/some")).exists();
  }

  @Test
  void whatIsNoFolderOfAWorkerIsNotSwept() throws IOException {
    left("backbench-worker-mine");
    left("backbench-results");
    Path unlocked = left("backbench-worker-7");
    Files.delete(unlocked.resolve(".lock"));
    Path elsewhere = left("elsewhere");
    Files.createSymbolicLink(temporary.resolve("backbench-worker-8"), elsewhere);

    Scratch.sweep(temporary);

    assertThat(temporary.toFile().list()).hasSize(5);
    assertThat(elsewhere.resolve("tmp/some")).exists();
  }

  @Test
  void aFolderInUseHoldsItsLockAndGoesWhenItIsClosed() {
    Path folder;
    try (Scratch scratch = Scratch.create()) {
      folder = scratch.job().getParent();
      assertThat(folder.getFileName().toString()).matches("backbench-worker-\\d+");
      Scratch.sweep(folder.getParent());
      assertThat(scratch.engine()).exists();
      assertThat(folder.resolve(".lock")).exists();
    }
    assertThat(folder).doesNotExist();
  }

  private Path left(String name) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(name).resolve("tmp"));
    Files.writeString(folder.resolve("some"), "of an engine");
    Files.writeString(folder.getParent().resolve(".lock"), "");
    return folder.getParent();
  }
}
