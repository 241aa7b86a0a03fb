package backbench.data.reader;

import backbench.data.DataErrors;
import backbench.error.BackbenchException;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads arrays out of a file in NumPy's format {@code .npz}: a zip archive of {@code .npy} files,
 * stored or deflated.
 *
 * <p>An array must fill its entry, neither more nor less, and match its checksum, which {@link
 * ZipFile} leaves to its users. Values pass through a small buffer.
 */
final class NpzFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_NAMED = 20;

  private final Path file;
  private final long fileBytes;
  private final ZipFile zip;

  private NpzFile(Path file, long fileBytes, ZipFile zip) {
    this.file = file;
    this.fileBytes = fileBytes;
    this.zip = zip;
  }

  /** Takes the values of an array, one after the other. */
  interface Values {
    /** Takes a value; {@code index} counts from 0 in C's order. */
    void take(int index, double value);
  }

  /** Opens an archive; throws {@code INVALID_DATA} if it is none, or damaged. */
  static NpzFile open(String name) {
    Path file = DataFiles.require(name);
    try {
      return new NpzFile(file, Files.size(file), new ZipFile(file.toFile()));
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  NpyPlace place(String array) {
    return new NpyPlace(file, array);
  }

  /** Reads the header of an array. */
  NpyHeader header(String array) {
    try (InputStream in = zip.getInputStream(entry(array))) {
      return NpyHeader.read(place(array), in);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /** Reads the values of an array whose header was read. */
  void values(String array, NpyHeader header, Values into) {
    ZipEntry entry = entry(array);
    try (CheckedInputStream in =
        new CheckedInputStream(
            new BufferedInputStream(zip.getInputStream(entry), BUFFER_BYTES), new CRC32())) {
      in.readNBytes(header.bytes());
      int values = header.values();
      int each = header.type().bytes();
      byte[] bytes = new byte[BUFFER_BYTES];
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.order());
      for (int next = 0; next < values; ) {
        int count = Math.min(values - next, BUFFER_BYTES / each);
        if (in.readNBytes(bytes, 0, count * each) < count * each) {
          throw place(array).invalid("the data ends early", header.shape() + " values");
        }
        buffer.clear();
        for (int end = next + count; next < end; next++) {
          into.take(next, header.type().next(buffer));
        }
      }
      if (in.read() >= 0) {
        throw place(array)
            .invalid("more data than the header announces", header.shape() + " values");
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw place(array).invalid("the checksum does not match", "an undamaged array");
      }
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  /** Refuses an array that an entry of its size cannot hold, before memory is taken for it. */
  void requireRoom(String array, NpyHeader header) {
    ZipEntry entry = entry(array);
    long needed = header.bytes() + (long) header.values() * header.type().bytes();
    long packed = Math.min(entry.getCompressedSize(), fileBytes);
    long most = entry.getMethod() == ZipEntry.STORED ? packed : packed * GzipStream.MOST_EXPANSION;
    if (entry.getSize() != needed || needed > most) {
      throw place(array)
          .invalid(
              "an entry of " + entry.getSize() + " bytes, " + packed + " compressed",
              needed
                  + " bytes: a header of "
                  + header.bytes()
                  + " and "
                  + header.shape()
                  + " values");
    }
  }

  private ZipEntry entry(String array) {
    ZipEntry entry = zip.getEntry(array + ".npy");
    if (entry == null) {
      String names =
          zip.stream()
              .limit(MOST_NAMED)
              .map(ZipEntry::getName)
              .filter(name -> name.matches("[A-Za-z0-9._-]{1,64}\\.npy"))
              .map(name -> name.substring(0, name.length() - 4))
              .collect(Collectors.joining(", "));
      throw DataErrors.invalid(
          file,
          "no array " + array,
          names.isEmpty() ? "an archive with arrays" : "one of " + names);
    }
    return entry;
  }

  /** Tells damage from a file that cannot be reached; {@link ZipFile} even seeks before 0. */
  private static BackbenchException refused(Path file, IOException e) {
    // ZipFile itself throws the one of old.
    if (e instanceof FileSystemException || e instanceof FileNotFoundException) {
      return DataErrors.unreadable(file, e);
    }
    return DataErrors.damaged(
        file,
        "not a zip archive, or damaged"
            + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"),
        "a complete .npz file",
        e);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw DataErrors.unreadable(file, e);
    }
  }
}
