package backbench.commons;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes whole files, so that a reader sees the old content or the new and never a part. */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes to a temporary file beside the target, forces it to the disk and renames it.
   *
   * @throws BackbenchException {@code IO} if that fails; the target is as it was
   */
  public static void write(Path target, byte[] content) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new BackbenchException(ErrorCode.IO, "cannot write " + target + ": not a file name");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // Renaming would put a file in the place of a device or a pipe.
      throw new BackbenchException(
          ErrorCode.IO,
          "cannot write "
              + target
              + ": "
              + (Files.isDirectory(target) ? "a folder" : "a device or a pipe")
              + "; expected the name of a file");
    }
    try {
      Files.createDirectories(folder);
      // Not a temporary file as the JDK makes them: those may be read by their owner alone.
      Path temporary = folder.resolve(".writing-" + UUID.randomUUID() + ".tmp");
      try {
        try (FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(content);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      forceFolder(folder);
    } catch (IOException e) {
      throw new BackbenchException(
          ErrorCode.IO, "cannot write " + target + ": " + IoReason.of(e), e);
    }
  }

  /** Makes the renaming itself durable, on systems where a folder can be opened. */
  private static void forceFolder(Path folder) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
