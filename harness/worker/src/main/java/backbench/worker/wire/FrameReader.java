package backbench.worker.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Follows a file of events while another process appends to it. */
public final class FrameReader implements Closeable {

  private final Path file;
  private @Nullable FileChannel channel;
  private long position;

  /** Prepares to read a file that need not exist yet. */
  public FrameReader(Path file) {
    this.file = file;
  }

  /**
   * Returns the next event, or nothing if it is not completely there yet.
   *
   * @throws WireException if what is there cannot be the beginning of a frame
   * @throws IOException if the file cannot be read
   */
  public Optional<Event> next() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      if (!Files.exists(file)) {
        return Optional.empty();
      } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        // To open a pipe would wait for whoever writes to it.
        throw new WireException("it is no file");
      }
      open = FileChannel.open(file, StandardOpenOption.READ);
      channel = open;
    }
    ByteBuffer header = ByteBuffer.allocate(FrameWriter.HEADER_BYTES);
    if (!fill(open, header, position)) {
      return Optional.empty();
    }
    int length = header.flip().getInt();
    int checksum = header.getInt();
    if (length < 0 || length > FrameWriter.LARGEST_FRAME_BYTES) {
      throw new WireException(
          "a frame of "
              + length
              + " bytes at "
              + position
              + ", expected 0 to "
              + FrameWriter.LARGEST_FRAME_BYTES);
    }
    if (open.size() - position - FrameWriter.HEADER_BYTES < length) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.allocate(length);
    if (!fill(open, content, position + FrameWriter.HEADER_BYTES)) {
      return Optional.empty();
    }
    CRC32 actual = new CRC32();
    actual.update(content.array());
    if ((int) actual.getValue() != checksum) {
      throw new WireException("the frame at " + position + " does not have its checksum");
    }
    position += FrameWriter.HEADER_BYTES + length;
    return Optional.of(RecordCodec.decode(Event.class, content.array()));
  }

  /**
   * Tells whether bytes are left that make no whole frame.
   *
   * @throws IOException if the file cannot be read
   */
  public boolean cutOff() throws IOException {
    return channel != null && channel.size() > position;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static boolean fill(FileChannel channel, ByteBuffer buffer, long from)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }
}
