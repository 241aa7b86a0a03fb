package backbench.data.reader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes arrays as NumPy does, whole ones, that tests then damage. */
final class NpzFiles {

  private NpzFiles() {}

  /** Spells an array of little-endian values with the header that NumPy writes. */
  static byte[] array(String descr, String shape, double... values) {
    return array(descr, "False", shape, values);
  }

  static byte[] array(String descr, String fortran, String shape, double... values) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }".formatted(descr, fortran, shape);
    return concatenated(header(1, header), values(descr, values));
  }

  /** Spells a header of a version, padded with spaces to a multiple of 64 bytes as NumPy does. */
  static byte[] header(int version, String dictionary) {
    int before = version == 1 ? 10 : 12;
    int padding = 63 - (before + dictionary.length()) % 64;
    byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes = ByteBuffer.allocate(before + text.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    bytes.put((byte) version).put((byte) 0);
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    return bytes.put(text).array();
  }

  private static byte[] values(String descr, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8);
    bytes.order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (descr.substring(1)) {
        case "f4" -> bytes.putFloat((float) value);
        case "f8" -> bytes.putDouble(value);
        case "u1" -> bytes.put((byte) value);
        case "i4" -> bytes.putInt((int) value);
        case "i8" -> bytes.putLong((long) value);
        default -> throw new IllegalArgumentException(descr);
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  static byte[] concatenated(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  /** Writes an archive, deflated or stored. */
  static void write(Path file, boolean deflated, Map<String, byte[]> arrays) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
        if (!deflated) {
          CRC32 crc = new CRC32();
          crc.update(array.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(array.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(array.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
