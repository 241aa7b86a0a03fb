package backbench.worker.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * Appends events to a file that another process follows.
 *
 * <p>A frame is its length and the CRC-32 of its content, four bytes each, then the content: one
 * event as {@link RecordCodec} spells it. Each frame goes out in one write, so that a worker that
 * dies leaves whole frames and at most one that is cut off.
 */
public final class FrameWriter implements Closeable {

  /** Bytes before a frame's content: its length and its checksum. */
  static final int HEADER_BYTES = 8;

  /** The largest content of a frame. */
  static final int LARGEST_FRAME_BYTES = 64 << 20;

  private final FileChannel channel;

  /**
   * Opens the file.
   *
   * @throws IOException if it exists or cannot be made
   */
  public FrameWriter(Path file) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Appends an event.
   *
   * @throws IOException if it cannot be written
   */
  public synchronized void write(Event event) throws IOException {
    byte[] content = RecordCodec.encode(Event.class, event);
    if (content.length > LARGEST_FRAME_BYTES) {
      throw new WireException("an event of " + content.length + " bytes does not fit a frame");
    }
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + content.length);
    frame.putInt(content.length).putInt((int) checksum.getValue()).put(content).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
