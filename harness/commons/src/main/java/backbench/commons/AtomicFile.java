package backbench.commons;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes whole files, so that a reader sees the old content or the new and never a part. */
public final class AtomicFile {

  private static final String PREFIX = ".writing-";
  private static final String SUFFIX = ".tmp";
  private static final Pattern TEMPORARY =
      Pattern.compile(Pattern.quote(PREFIX) + "(\\d{1,18})-[0-9a-f-]{36}" + Pattern.quote(SUFFIX));

  /** How long a file of a process that is gone must have been left alone: it may be elsewhere. */
  private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

  /** How long a file must have been left alone, whoever seems to write it. */
  private static final Duration ABANDONED = Duration.ofHours(1);

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
      Folders.make(folder);
      // Not a temporary file as the JDK makes them: those may be read by their owner alone.
      Path temporary =
          folder.resolve(PREFIX + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + SUFFIX);
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

  /**
   * Deletes what processes that were killed while they wrote have left in a folder.
   *
   * <p>A file is deleted if its process is gone and nobody has written to it for a minute, or if
   * nobody has for an hour. What cannot be listed or deleted stays.
   */
  public static void sweep(Path folder) {
    Instant now = Instant.now();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        if (left(file, now)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Sweeping makes room and nothing else: whatever needs the folder will say what is wrong.
      return;
    }
  }

  private static boolean left(Path file, Instant now) throws IOException {
    Matcher name = TEMPORARY.matcher(String.valueOf(file.getFileName()));
    if (!name.matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Duration quiet =
        Duration.between(
            Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant(), now);
    boolean gone = ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    return quiet.compareTo(gone ? LEFT_ALONE : ABANDONED) > 0;
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
