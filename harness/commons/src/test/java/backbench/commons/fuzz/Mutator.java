package backbench.commons.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Damages bytes in the ways in which readers go wrong: lengths, ends, numbers, repetitions. */
final class Mutator {

  private static final int[] NUMBERS = {
    0,
    1,
    -1,
    2,
    7,
    16,
    127,
    128,
    255,
    256,
    32_767,
    32_768,
    65_535,
    65_536,
    1 << 20,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 7
  };

  private static final List<String> TEXTS =
      List.of(
          "0",
          "-1",
          "1e999",
          "4.9e-324",
          "1.8e308",
          "9223372036854775807",
          "-9223372036854775808",
          "null",
          "true",
          "\"\"",
          "[]",
          "{}",
          "\"NaN\"",
          "\\UFFFFFFFF",
          "\\u0000",
          "\n",
          "'",
          "&a",
          "*a",
          "!!x",
          "---",
          "- ",
          ": ",
          "999999999999",
          "1e-300",
          "0.5",
          "\u20ac",
          "\"-Infinity\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"-999999999-01-01T00:00:00Z\"");

  private static final List<String> INSTANTS =
      List.of(
          "\"1970-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.999999999Z\"",
          "\"+999999999-12-31T23:59:59Z\"", "\"-999999999-01-01T00:00:00Z\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"", "\"0000-01-01T00:00:00Z\"");

  private static final List<String> NUMERALS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "17",
          "255",
          "65536",
          "2147483647",
          "-2147483648",
          "2147483648",
          "9223372036854775807",
          "4611686018427387904",
          "9007199254740993",
          "-1",
          "0.0",
          "-0.0",
          "0.5",
          "1e-9",
          "1e-300",
          "4.9e-324",
          "1.7976931348623157e308",
          "1e18",
          "1e300",
          "1e999",
          "\"NaN\"",
          "\"Infinity\"",
          "\"-Infinity\"");

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  /** Damages a copy in one to four places. */
  byte[] damaged(byte[] valid, List<byte[]> others, @Nullable Pattern words) {
    byte[] bytes = valid.clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times && bytes.length > 0; i++) {
      bytes = once(bytes, others, words);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes, List<byte[]> others, @Nullable Pattern words) {
    int at = random.nextInt(bytes.length);
    int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
    // In a text mostly words and numbers: what breaks its grammar is refused at once.
    int kind = words == null ? random.nextInt(8) : random.nextInt(40);
    switch (kind) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> number(bytes, at);
      case 3 -> {
        return joined(bytes, at, new byte[0], at + length);
      }
      case 4 -> {
        return joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      }
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 6 -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt(256));
      case 7 -> {
        byte[] other = others.get(random.nextInt(others.size()));
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        int to = Math.min(other.length, from + length);
        return joined(bytes, at, Arrays.copyOfRange(other, from, to), at + length);
      }
      default -> {
        return token(bytes, words);
      }
    }
    return bytes;
  }

  private void number(byte[] bytes, int at) {
    int size = 1 << random.nextInt(3);
    if (at + size > bytes.length) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int value = NUMBERS[random.nextInt(NUMBERS.length)];
    switch (size) {
      case 1 -> buffer.put(at, (byte) value);
      case 2 -> buffer.putShort(at, (short) value);
      default -> buffer.putInt(at, value);
    }
  }

  /** Puts another word in the place of one of those that are looked for. */
  private byte[] token(byte[] bytes, Pattern words) {
    Matcher found = words.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    List<int[]> places = new ArrayList<>();
    while (found.find()) {
      places.add(new int[] {found.start(), found.end()});
    }
    if (places.isEmpty()) {
      return bytes;
    }
    int[] place = places.get(random.nextInt(places.size()));
    byte first = bytes[place[0]];
    boolean number = Character.isDigit(first) || first == '-';
    boolean instant =
        first == '"' && place[0] + 1 < bytes.length && Character.isDigit(bytes[place[0] + 1]);
    List<String> others =
        random.nextInt(8) == 0 ? TEXTS : number ? NUMERALS : instant ? INSTANTS : TEXTS;
    byte[] word = others.get(random.nextInt(others.size())).getBytes(StandardCharsets.UTF_8);
    return joined(bytes, place[0], word, place[1]);
  }

  private static byte[] joined(byte[] bytes, int upTo, byte[] middle, int from) {
    byte[] rest = Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    byte[] joined = Arrays.copyOf(bytes, upTo + middle.length + rest.length);
    System.arraycopy(middle, 0, joined, upTo, middle.length);
    System.arraycopy(rest, 0, joined, upTo + middle.length, rest.length);
    return joined;
  }
}
