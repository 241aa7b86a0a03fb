package backbench.data.reader;

import backbench.data.DataErrors;
import backbench.error.BackbenchException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * Holds the content of one IDX file of unsigned bytes, raw or gzip.
 *
 * <p>The format: two zero bytes, a type byte (0x08), the number of dimensions, each dimension as
 * four bytes, high byte first, then the data. Nothing may be missing and nothing may follow. No
 * more memory is taken than the file's own size makes plausible, and never more than {@link
 * #MOST_BYTES}.
 *
 * @param file the file that was found
 * @param dims the dimensions, each at least 1
 * @param data as many bytes as the product of the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // handed over to Samples, never compared
record IdxArray(Path file, int[] dims, byte[] data) {

  /** The most data bytes of one file: 1 GiB. */
  static final int MOST_BYTES = 1 << 30;

  private static final int UNSIGNED_BYTE = 0x08;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Returns the number of bytes before the data. */
  int headerBytes() {
    return headerBytes(dims.length);
  }

  /**
   * Reads a file.
   *
   * @param name the file's name, with or without {@code .gz}
   * @param rank the number of dimensions expected
   */
  static IdxArray read(String name, int rank) {
    Path file = find(name);
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      raw.mark(2);
      boolean gzip = GzipStream.matches(raw.readNBytes(2));
      raw.reset();
      long mostBytes = Files.size(file);
      if (!gzip) {
        return read(file, raw, rank, mostBytes);
      }
      mostBytes = Math.multiplyExact(mostBytes, (long) GzipStream.MOST_EXPANSION);
      try (InputStream inflated = new GzipStream(raw)) {
        return read(file, inflated, rank, mostBytes);
      }
    } catch (EOFException | ZipException e) {
      throw DataErrors.damaged(
          file,
          "damaged or truncated gzip file (" + e.getMessage() + ")",
          "a complete gzip file",
          e);
    } catch (IOException e) {
      throw DataErrors.unreadable(file, e);
    }
  }

  private static IdxArray read(Path file, InputStream in, int rank, long mostBytes)
      throws IOException {
    byte[] header = in.readNBytes(headerBytes(rank));
    checkMagic(file, header, rank);
    int[] dims = new int[rank];
    long bytes = 1;
    for (int d = 0; d < rank; d++) {
      int at = 4 + 4 * d;
      long dim = 0;
      for (int i = 0; i < 4; i++) {
        dim = (dim << 8) | (header[at + i] & 0xFF);
      }
      // Both factors are below 2^32 and the product is checked each time, so it cannot overflow.
      bytes *= dim;
      if (dim < 1 || bytes > MOST_BYTES) {
        throw DataErrors.invalid(
            file,
            at,
            "dimension " + d + " is " + dim,
            "at least 1, and at most " + MOST_BYTES + " bytes of data");
      }
      dims[d] = (int) dim;
    }
    long wholeBytes = header.length + bytes;
    if (wholeBytes > mostBytes) {
      throw truncated(file, mostBytes, "at most ", wholeBytes, dims);
    }
    byte[] data = new byte[(int) bytes];
    int read = in.readNBytes(data, 0, data.length);
    if (read < data.length) {
      throw truncated(file, header.length + (long) read, "", wholeBytes, dims);
    }
    if (in.read() >= 0) {
      throw DataErrors.invalid(
          file,
          wholeBytes,
          "more data",
          "the end of the file, after " + header.length + " bytes of header and " + product(dims));
    }
    return new IdxArray(file, dims, data);
  }

  private static void checkMagic(Path file, byte[] header, int rank) {
    byte[] magic = {0, 0, UNSIGNED_BYTE, (byte) rank};
    String expected =
        String.format(
            "0x%02X%02X%02X%02X (IDX, unsigned bytes, dimensions: %d)",
            magic[0], magic[1], magic[2], magic[3], rank);
    for (int i = 0; i < Math.min(magic.length, header.length); i++) {
      if (header[i] != magic[i]) {
        throw DataErrors.invalid(
            file,
            i,
            String.format("0x%02X in the magic number", header[i] & 0xFF),
            String.format("0x%02X, from ", magic[i] & 0xFF) + expected);
      }
    }
    if (header.length < headerBytes(rank)) {
      throw DataErrors.invalid(
          file,
          header.length,
          "the end of the file",
          "a header of " + headerBytes(rank) + " bytes that starts with " + expected);
    }
  }

  private static Path find(String name) {
    String other = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name + ".gz";
    return DataFiles.find(name)
        .or(() -> DataFiles.find(other))
        .orElseThrow(() -> DataErrors.missing(name, "no such file: " + name + ", nor " + other));
  }

  private static int headerBytes(int rank) {
    return 4 + 4 * rank;
  }

  private static BackbenchException truncated(
      Path file, long atByte, String qualifier, long wholeBytes, int[] dims) {
    return DataErrors.invalid(
        file,
        atByte,
        "the end of the file" + (qualifier.isEmpty() ? "" : " (" + qualifier + "here)"),
        wholeBytes + " bytes: " + headerBytes(dims.length) + " of header and " + product(dims));
  }

  private static String product(int[] dims) {
    return Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining(" × "))
        + " of data";
  }
}
