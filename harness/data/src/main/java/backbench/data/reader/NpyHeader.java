package backbench.data.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds the header of an array in NumPy's format {@code .npy} (NEP 1), versions 1.0 to 3.0.
 *
 * <p>The header is a dictionary in Python's notation; here it is matched against the one form that
 * NumPy writes, and never evaluated.
 *
 * @param type the type of a value
 * @param order the order of a value's bytes
 * @param dims one to four dimensions, each at least 1
 * @param bytes the length of the header, all that comes before the values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NpyHeader(Type type, ByteOrder order, int[] dims, int bytes) {

  /** The most values of an array: as many floats as fit in 1 GiB. */
  static final int MOST_VALUES = IdxArray.MOST_BYTES / Float.BYTES;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final int MOST_DIMS = 4;
  private static final Pattern DICTIONARY = Pattern.compile("\\{(.*)\\}[ \\n]*");
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9, ]*\\))\\s*(,|$)");
  private static final Pattern DESCR = Pattern.compile("'([<>|])([fiu][0-9]+)'");
  private static final Pattern DIMS =
      Pattern.compile("\\(([0-9]{1,10})((?:, ?[0-9]{1,10}){0,7}),?\\)");

  /** Lists the types of values that are read. */
  enum Type {
    /** Single precision. */
    F4(Float.BYTES),
    /** Double precision. */
    F8(Double.BYTES),
    /** Bytes from 0 to 255. */
    U1(Byte.BYTES),
    /** Whole numbers of four bytes. */
    I4(Integer.BYTES),
    /** Whole numbers of eight bytes. */
    I8(Long.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }

    double next(ByteBuffer from) {
      return switch (this) {
        case F4 -> from.getFloat();
        case F8 -> from.getDouble();
        case U1 -> from.get() & 0xFF;
        case I4 -> from.getInt();
        case I8 -> from.getLong();
      };
    }
  }

  /** Returns the number of values. */
  int values() {
    return Arrays.stream(dims).reduce(1, Math::multiplyExact);
  }

  /** Spells the dimensions as {@code 10000 × 1600}. */
  String shape() {
    return Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
  }

  /** Reads a header; throws {@code INVALID_DATA} for any other. */
  static NpyHeader read(NpyPlace place, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2 || !Arrays.equals(MAGIC, Arrays.copyOf(start, 6))) {
      throw place.invalid("no NumPy magic number at the start", "0x93 and NUMPY");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
      throw place.invalid(
          "version " + (version & 0xFF) + "." + (start[MAGIC.length + 1] & 0xFF), "1.0 to 3.0");
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    byte[] lengthField = in.readNBytes(lengthBytes);
    long length = 0;
    for (int i = lengthField.length - 1; i >= 0; i--) {
      length = length << 8 | (lengthField[i] & 0xFF);
    }
    if (lengthField.length < lengthBytes || length > LONGEST) {
      throw place.invalid("a header of " + length + " bytes", "at most " + LONGEST);
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw place.invalid("the data ends in the header", "a header of " + length + " bytes");
    }
    int bytes = start.length + lengthBytes + text.length;
    return parse(place, new String(text, StandardCharsets.ISO_8859_1), bytes);
  }

  private static NpyHeader parse(NpyPlace place, String text, int bytes) {
    Map<String, String> entries = entries(place, text);
    Matcher descr = DESCR.matcher(entries.getOrDefault("descr", ""));
    if (!descr.matches()) {
      throw place.invalid("values of type " + entries.getOrDefault("descr", "unknown"), types());
    }
    String type = descr.group(2).toUpperCase(Locale.ROOT);
    if (Arrays.stream(Type.values()).noneMatch(known -> known.name().equals(type))) {
      throw place.invalid("values of type " + entries.get("descr"), types());
    }
    if (!"False".equals(entries.get("fortran_order"))) {
      throw place.invalid("Fortran order", "C order, as numpy.ascontiguousarray returns");
    }
    ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(Type.valueOf(type), order, dims(place, entries), bytes);
  }

  private static Map<String, String> entries(NpyPlace place, String text) {
    Matcher dictionary = DICTIONARY.matcher(text);
    Map<String, String> entries = new HashMap<>();
    if (dictionary.matches()) {
      String inside = dictionary.group(1).strip();
      Matcher entry = ENTRY.matcher(inside);
      int at = 0;
      while (at < inside.length() && entry.region(at, inside.length()).lookingAt()) {
        if (entries.put(entry.group(1), entry.group(2)) != null) {
          throw place.invalid(
              "the key '" + entry.group(1) + "' twice in the header", "each key once");
        }
        at = entry.end();
      }
      if (at == inside.length()) {
        return entries;
      }
    }
    throw place.invalid(
        "the header is not a NumPy dictionary", "{'descr': …, 'fortran_order': …, 'shape': …}");
  }

  private static int[] dims(NpyPlace place, Map<String, String> entries) {
    String shape = entries.getOrDefault("shape", "(missing)");
    String expected =
        "1 to " + MOST_DIMS + " dimensions of at least 1, and up to " + MOST_VALUES + " values";
    if (!DIMS.matcher(shape).matches()) {
      throw place.invalid("the shape " + shape, expected);
    }
    long[] dims =
        Pattern.compile("[0-9]+")
            .matcher(shape)
            .results()
            .mapToLong(digits -> Long.parseLong(digits.group()))
            .toArray();
    // Every factor has ten digits at most and the product is checked each time: no overflow.
    long values = 1;
    for (long dim : dims) {
      values *= dim;
      if (dim < 1 || values > MOST_VALUES || dims.length > MOST_DIMS) {
        throw place.invalid("the shape " + shape, expected);
      }
    }
    return Arrays.stream(dims).mapToInt(dim -> (int) dim).toArray();
  }

  private static String types() {
    return "float32, float64, uint8, int32 or int64";
  }
}
