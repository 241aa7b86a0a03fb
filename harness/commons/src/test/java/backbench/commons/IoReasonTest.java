package backbench.commons;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoReasonTest {

  @TempDir Path folder;

  @Test
  void aReasonSaysMoreThanTheNameOfTheFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(reason(() -> Files.readAllBytes(folder.resolve("nosuch"))))
        .isEqualTo("no such file or folder");
    assertThat(reason(() -> listed(file))).isEqualTo("not a folder");
    assertThat(reason(() -> Files.createDirectories(file)))
        .isEqualTo("a file is in the place of the folder");
    assertThat(reason(() -> Files.deleteIfExists(folder))).isEqualTo("the folder is not empty");
    assertThat(IoReason.of(new AccessDeniedException("x"))).isEqualTo("permission denied");
    assertThat(IoReason.of(new FileSystemException("x", null, "No space left on device")))
        .isEqualTo("No space left on device");
  }

  @Test
  void anExceptionWithoutAReasonIsCalledByItsName() {
    assertThat(IoReason.of(new IOException())).isEqualTo("IOException");
    assertThat(IoReason.of(new FileSystemLoopException("x"))).isEqualTo("FileSystemLoopException");
    assertThat(IoReason.of(new IOException("broken"))).isEqualTo("broken");
  }

  private static long listed(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file)) {
      return files.count();
    }
  }

  private static String reason(Callable<?> action) {
    try {
      return String.valueOf(action.call());
    } catch (IOException e) {
      return IoReason.of(e);
    } catch (Exception e) {
      throw new AssertionError("only files fail here", e);
    }
  }
}
