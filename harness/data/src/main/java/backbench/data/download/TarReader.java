package backbench.data.download;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Goes through the entries of a tar archive (POSIX.1-1988, "ustar", and what came before it), one
 * after another.
 *
 * <p>Long names of GNU and pax are passed over, as the files that datasets are made of have short
 * ones. Damage is reported as {@link EOFException} or {@link ZipException}.
 */
final class TarReader {

  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX_LENGTH = 155;
  private static final String USTAR = "ustar\0";

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * Describes an entry.
   *
   * @param name its path in the archive, with slashes, whatever it says
   * @param bytes the size of its content
   * @param isFile whether it is a file, and not a folder, a link or a remark
   */
  record Entry(String name, long bytes, boolean isFile) {}

  /** Goes to the next entry, past what was not read of the one before. */
  Optional<Entry> next() throws IOException {
    skip(left + padding);
    byte[] header = in.readNBytes(BLOCK);
    if (isZero(header)) {
      // The archive ends in zeros, or with the stream.
      left = 0;
      padding = 0;
      return Optional.empty();
    }
    if (header.length < BLOCK) {
      throw new EOFException("the archive ends within a header");
    }
    requireChecksum(header);
    left = number(header, SIZE_AT, SIZE_LENGTH);
    padding = (BLOCK - left % BLOCK) % BLOCK;
    char type = (char) (header[TYPE_AT] & 0xFF);
    return Optional.of(new Entry(name(header), left, type == '0' || type == '\0'));
  }

  /** Reads on in the content of the entry; -1 at its end. */
  int read(byte[] into) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = in.read(into, 0, (int) Math.min(into.length, left));
    if (read < 0) {
      throw new EOFException("the archive ends within an entry");
    }
    left -= read;
    return read;
  }

  private void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new EOFException("the archive ends within an entry");
    }
  }

  private static String name(byte[] header) {
    String name = text(header, 0, NAME_LENGTH);
    boolean ustar =
        new String(header, MAGIC_AT, USTAR.length(), StandardCharsets.ISO_8859_1).equals(USTAR);
    String prefix = ustar ? text(header, PREFIX_AT, PREFIX_LENGTH) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }

  private static void requireChecksum(byte[] header) throws ZipException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
      sum += own ? ' ' : header[i] & 0xFF;
    }
    if (sum != number(header, CHECKSUM_AT, CHECKSUM_LENGTH)) {
      throw new ZipException("an entry's header does not match its checksum");
    }
  }

  /** Reads octal digits between blanks, up to eleven: 8 GiB, beyond which other forms begin. */
  private static long number(byte[] header, int at, int length) throws ZipException {
    String digits = text(header, at, length).strip();
    if (!digits.matches("[0-7]{1,11}")) {
      throw new ZipException("an entry's size or checksum is not a number below 8 GiB");
    }
    return Long.parseLong(digits, 8);
  }

  private static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
