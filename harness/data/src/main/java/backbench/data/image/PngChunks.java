package backbench.data.image;

import backbench.data.DataErrors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Checks the checksums of a PNG.
 *
 * <p>Java's decoder reads past them: a palette that was overwritten would give other colours and no
 * error.
 */
final class PngChunks {

  private static final int SIGNATURE_BYTES = 8;
  private static final int TYPE_BYTES = 4;

  /** What a chunk has besides its content: its length, its type and its checksum. */
  private static final int FRAME_BYTES = 12;

  private static final String LAST = "IEND";

  private PngChunks() {}

  /** Checks every chunk up to the last; what follows the last is not of the image. */
  static void check(Path file, byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int at = SIGNATURE_BYTES;
    String type;
    do {
      if (png.length - at < FRAME_BYTES) {
        throw DataErrors.invalid(
            file, at, "the image ends", "a chunk, or " + LAST + " as the last");
      }
      long length = bytes.getInt(at) & 0xFFFFFFFFL;
      type = new String(png, at + Integer.BYTES, TYPE_BYTES, StandardCharsets.ISO_8859_1);
      if (length > png.length - at - FRAME_BYTES) {
        throw DataErrors.invalid(
            file,
            at,
            "a chunk '" + type + "' of " + length + " bytes",
            "at most the " + (png.length - at - FRAME_BYTES) + " that are left");
      }
      CRC32 computed = new CRC32();
      computed.update(png, at + Integer.BYTES, TYPE_BYTES + (int) length);
      int checksumAt = at + Integer.BYTES + TYPE_BYTES + (int) length;
      int stated = bytes.getInt(checksumAt);
      if (stated != (int) computed.getValue()) {
        throw DataErrors.invalid(
            file,
            checksumAt,
            "chunk '%s' has the checksum %08x".formatted(type, (int) computed.getValue()),
            "%08x as the file states".formatted(stated));
      }
      at = checksumAt + Integer.BYTES;
    } while (!type.equals(LAST));
  }
}
