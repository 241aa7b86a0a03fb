package backbench.commons;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spells an object in the one canonical form of JSON (RFC 8785), so that its identity comes from
 * its content and never from how Java prints it.
 *
 * <p>Members are sorted, and a member with its usual value is left out: adding an optional member
 * changes no identity of what does without it. Numbers are spelled as ECMAScript does, with the
 * fewest digits that give the same double; Java's own spelling changed in Java 19. Whole numbers
 * beyond 2^53 - 1, which JSON readers round, are spelled as text.
 */
public final class CanonicalJson {

  private static final long LARGEST_EXACT = (1L << 53) - 1;
  private static final int MOST_DIGITS = 17;
  private static final int LARGEST_PLAIN_EXPONENT = 21;
  private static final int SMALLEST_PLAIN_EXPONENT = -6;

  private final SortedMap<String, Object> members = new TreeMap<>();

  private CanonicalJson() {}

  /** Starts an object without members. */
  public static CanonicalJson object() {
    return new CanonicalJson();
  }

  /**
   * Adds a member.
   *
   * @param value a text, a whole number, a finite double, a truth value, a canonical object, or a
   *     list of these
   * @throws IllegalArgumentException for any other value, or a name that is taken
   */
  public CanonicalJson with(String name, Object value) {
    // What has no canonical form is refused here, where its name is known.
    spell(value);
    Object kept = value instanceof List<?> list ? List.copyOf(list) : value;
    if (members.putIfAbsent(name, kept) != null) {
      throw new IllegalArgumentException("the member '" + name + "' is there already");
    }
    return this;
  }

  /**
   * Adds a member unless it has its usual value.
   *
   * @param usual the value under which an object that lacks the member is read; never changes once
   *     an identity was stored
   */
  public CanonicalJson withUnless(Object usual, String name, Object value) {
    return spell(value).equals(spell(usual)) ? this : with(name, value);
  }

  /** Returns the members by name, as they were added. */
  public SortedMap<String, Object> members() {
    return Collections.unmodifiableSortedMap(members);
  }

  /** Returns the canonical text. */
  public String text() {
    StringBuilder text = new StringBuilder("{");
    members.forEach(
        (name, value) ->
            text.append(text.length() == 1 ? "" : ",")
                .append(quote(name))
                .append(':')
                .append(spell(value)));
    return text.append('}').toString();
  }

  /** Returns the SHA-256 of the canonical text in UTF-8, in hexadecimal. */
  public String sha256() {
    return Sha256.of(text().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the canonical text. */
  @Override
  public String toString() {
    return text();
  }

  private static String spell(Object value) {
    if (value instanceof String text) {
      return quote(text);
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      String text = Long.toString(number);
      return Math.abs(number) <= LARGEST_EXACT && number != Long.MIN_VALUE ? text : quote(text);
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Boolean truth) {
      return truth ? "true" : "false";
    }
    if (value instanceof CanonicalJson object) {
      return object.text();
    }
    if (value instanceof List<?> list) {
      StringBuilder text = new StringBuilder("[");
      for (Object each : list) {
        text.append(text.length() == 1 ? "" : ",").append(spell(each));
      }
      return text.append(']').toString();
    }
    throw new IllegalArgumentException("no canonical form of a " + value.getClass().getName());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (Character.isSurrogate(each)) {
        requirePair(text, i);
      }
      switch (each) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (each < ' ') {
            quoted.append(String.format("\\u%04x", (int) each));
          } else {
            quoted.append(each);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** Refuses half a character: UTF-8 cannot spell it, so two texts would have one digest. */
  private static void requirePair(String text, int at) {
    boolean paired =
        Character.isHighSurrogate(text.charAt(at))
            ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
            : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    if (!paired) {
      throw new IllegalArgumentException("no canonical form of half a character at " + at);
    }
  }

  /** Spells a double as ECMAScript's Number::toString does. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no canonical form of " + value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    // The value is 0.digits · 10^point.
    int point = digits.length() - shortest.scale();
    String sign = value < 0 ? "-" : "";
    if (point >= digits.length() && point <= LARGEST_PLAIN_EXPONENT) {
      return sign + digits + "0".repeat(point - digits.length());
    }
    if (point > 0 && point <= LARGEST_PLAIN_EXPONENT) {
      return sign + digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point > SMALLEST_PLAIN_EXPONENT && point <= 0) {
      return sign + "0." + "0".repeat(-point) + digits;
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    int exponent = point - 1;
    return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
  }

  /**
   * Returns the decimal of the fewest digits that reads back, and of several the closest.
   *
   * <p>Both neighbours are tried: below a power of two doubles lie closer than above it, so the
   * nearer neighbour may read back as another double where the farther does not.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return nearest.stripTrailingZeros();
      }
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal other =
          nearest.compareTo(below) == 0
              ? exact.round(new MathContext(digits, RoundingMode.UP))
              : below;
      if (other.doubleValue() == value) {
        return other.stripTrailingZeros();
      }
    }
    throw new IllegalStateException("17 digits give every double back: " + value);
  }
}
