package backbench.results.samples;

import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decodes lists of nanoseconds: deflated variable-length integers in Base64. */
final class RawNanos {

  /** The most times that are kept raw. */
  static final int MOST = 1 << 20;

  private static final int LONGEST_INTEGER = 10;

  private RawNanos() {}

  static long[] decode(String text, int count) {
    byte[] bytes = inflate(text, count);
    long[] values = new long[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        if (at == bytes.length || shift > 63) {
          throw damaged("it ends at " + i + " of " + count + " times");
        }
        next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      if (value < 0) {
        throw new PartException("rawNanos", "a time of " + value + " ns, expected one from 0");
      }
      values[i] = value;
    }
    if (at != bytes.length) {
      throw damaged("it goes on after " + count + " times");
    }
    return values;
  }

  private static byte[] inflate(String text, int count) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(Base64.getDecoder().decode(text));
      // One byte more than the longest encoding, so that an overlong one is seen.
      byte[] buffer = new byte[count * LONGEST_INTEGER + 1];
      int length = inflater.inflate(buffer);
      if (!inflater.finished()) {
        throw damaged("the compressed data is cut off or too long");
      }
      return Arrays.copyOf(buffer, length);
    } catch (DataFormatException | IllegalArgumentException e) {
      PartException damaged = damaged("it cannot be unpacked");
      damaged.initCause(e);
      throw damaged;
    } finally {
      inflater.end();
    }
  }

  private static PartException damaged(String why) {
    return new PartException(
        "rawNanos", "damaged: " + why + ", expected deflated variable-length integers in Base64");
  }
}
