package backbench.data.download;

import backbench.commons.Folders;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Holds the beginning of a file until all of it is there; survives the process, so that the next
 * can go on.
 *
 * <p>Trouble with the disk is a {@link BackbenchException} with the code {@code IO}, which no other
 * mirror would mend.
 */
final class PartFile implements AutoCloseable {

  static final String ENDING = ".part";

  private final Path path;
  private final FileChannel channel;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Tells whether there is a part of a file. */
  static boolean exists(Path folder, String name) {
    return Files.exists(folder.resolve(name + ENDING), LinkOption.NOFOLLOW_LINKS);
  }

  /** Opens the part of a file, and keeps others from writing it at the same time. */
  static PartFile of(Path folder, String name) {
    PartFile part = opened(folder, name);
    while (!exists(folder, name)) {
      // Another process has removed or renamed what was opened here, before it let go of it.
      part.abandon();
      part = opened(folder, name);
    }
    return part;
  }

  private static PartFile opened(Path folder, String name) {
    Path path = folder.resolve(name + ENDING);
    try {
      Folders.make(folder);
      FileChannel channel =
          FileChannel.open(
              path,
              // A link here would have the download written to wherever it leads.
              LinkOption.NOFOLLOW_LINKS,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new BackbenchException(
            ErrorCode.IO, path + ": another process downloads this file; expected it to end first");
      }
      channel.position(channel.size());
      return new PartFile(path, channel);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      // Of a byte that no file has: Windows keeps what is locked from being read as well.
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      // Held by another thread of this very process.
      return false;
    }
  }

  Path path() {
    return path;
  }

  long length() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  void clear() {
    truncate(0);
  }

  /** Throws away what comes after so many bytes. */
  void truncate(long bytes) {
    try {
      channel.truncate(bytes);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Gives the whole file its name, once its bytes are on the disk. */
  void moveTo(Path target) {
    try {
      channel.force(true);
      // Before the move: Windows moves no open file.
      channel.close();
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Leaves what there is for the next attempt; nothing is left of an empty part. */
  @Override
  public void close() {
    try (channel) {
      if (channel.isOpen() && channel.size() == 0) {
        // Before it is let go of: another process may be about to write it.
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Removes what there is by its name: what was opened here may have become the file itself. */
  void discard() {
    try (channel) {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** Lets go of what has no name any more. */
  private void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  private static BackbenchException failure(Path path, IOException e) {
    return new BackbenchException(ErrorCode.IO, "cannot write " + path + ": " + e, e);
  }
}
