package backbench.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads files that foreign code writes, and may have put anything in the place of.
 *
 * <p>A link, a folder, a pipe and what cannot be read are as good as no file: nothing of a run
 * depends on them, and no run may end or hang because of them.
 */
public final class ForeignFile {

  private static final byte[] NOTHING = {};

  private ForeignFile() {}

  /** Returns the size of a file; 0 if there is none. */
  public static long size(Path file) {
    try {
      return isThere(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Returns the first bytes of a file, at most so many; none if there is no file. */
  public static byte[] first(Path file, int most) {
    return read(file, most, false);
  }

  /** Returns the last bytes of a file, at most so many; none if there is no file. */
  public static byte[] last(Path file, int most) {
    return read(file, most, true);
  }

  private static byte[] read(Path file, int most, boolean last) {
    if (!isThere(file)) {
      return NOTHING;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long size = channel.size();
      int length = (int) Math.min(most, size);
      long from = last ? size - length : 0;
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // Goes on until the buffer is full or the file ends.
      }
      byte[] found = new byte[bytes.position()];
      bytes.flip().get(found);
      return found;
    } catch (IOException e) {
      return NOTHING;
    }
  }

  private static boolean isThere(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
