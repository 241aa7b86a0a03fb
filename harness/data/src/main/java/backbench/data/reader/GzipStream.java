package backbench.data.reader;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a file that is one gzip member (RFC 1952) and nothing else.
 *
 * <p>{@link java.util.zip.GZIPInputStream} takes whatever follows the first member for the end of
 * the file; here it is an error, as a damaged download must not pass. Damage is reported as {@link
 * ZipException} or {@link EOFException}.
 */
final class GzipStream extends InflaterInputStream {

  /** No deflate stream expands by more: 258 bytes from two bits. */
  static final int MOST_EXPANSION = 1032;

  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xE0;
  private static final int BUFFER_BYTES = 1 << 16;

  private final CRC32 crc = new CRC32();
  private long length;
  private boolean ended;

  /** Reads the header. */
  GzipStream(InputStream compressed) throws IOException {
    super(compressed, new Inflater(true), BUFFER_BYTES);
    try {
      readHeader();
    } catch (IOException e) {
      inf.end();
      throw e;
    }
  }

  /** Tells whether a file that begins with these bytes calls itself gzip. */
  static boolean matches(byte[] start) {
    return start.length >= 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    int read = super.read(into, offset, count);
    if (read > 0) {
      crc.update(into, offset, read);
      length += read;
    } else if (read < 0 && !ended) {
      ended = true;
      readTrailer();
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }

  private void readHeader() throws IOException {
    int magic = littleEndian(in, 2);
    int method = littleEndian(in, 1);
    if (magic != 0x8B1F || method != DEFLATE) {
      throw new ZipException("not a gzip header");
    }
    int flags = littleEndian(in, 1);
    if ((flags & RESERVED_FLAGS) != 0) {
      throw new ZipException("reserved gzip flags are set");
    }
    littleEndian(in, 4); // modification time
    littleEndian(in, 2); // compression level and operating system
    if ((flags & FLAG_EXTRA) != 0) {
      for (int left = littleEndian(in, 2); left > 0; left--) {
        littleEndian(in, 1);
      }
    }
    if ((flags & FLAG_NAME) != 0) {
      skipString();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipString();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      littleEndian(in, 2);
    }
  }

  private void readTrailer() throws IOException {
    int left = inf.getRemaining();
    InputStream rest = new SequenceInputStream(new ByteArrayInputStream(buf, len - left, left), in);
    if (littleEndian(rest, 4) != (int) crc.getValue()) {
      throw new ZipException("the gzip checksum does not match the content");
    }
    if (littleEndian(rest, 4) != (int) length) {
      throw new ZipException("the gzip length does not match the content");
    }
    if (rest.read() >= 0) {
      throw new ZipException("data follows the end of the gzip stream");
    }
  }

  private void skipString() throws IOException {
    int character;
    do {
      character = littleEndian(in, 1);
    } while (character != 0);
  }

  private static int littleEndian(InputStream from, int bytes) throws IOException {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      int read = from.read();
      if (read < 0) {
        throw new EOFException("the file ends within the gzip header or trailer");
      }
      value |= read << (8 * i);
    }
    return value;
  }
}
