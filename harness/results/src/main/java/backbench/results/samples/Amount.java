package backbench.results.samples;

import org.jspecify.annotations.Nullable;

/** Checks counts and times, which records from elsewhere may have wrong. */
public final class Amount {

  /** The largest count: sums over all forks of a file stay within 64 bits. */
  public static final long MOST = 1L << 50;

  /** The shortest time, in seconds: clocks count nanoseconds, and what a time divides is finite. */
  private static final double SHORTEST = 1e-12;

  private static final double LONGEST = 1e12;

  private Amount() {}

  /**
   * Checks a count.
   *
   * @param part the component of the record
   * @throws PartException if it is below the least that there can be, or beyond all
   */
  public static void requireAtLeast(long least, String part, long count) {
    if (count < least) {
      throw new PartException(part, count + ", expected a whole number from " + least);
    }
    if (count > MOST) {
      throw new PartException(part, count + ", expected a whole number up to " + MOST);
    }
  }

  /**
   * Checks a time.
   *
   * @param part the component of the record
   * @throws PartException if it is there, and below 0, not finite or beyond what a clock tells
   */
  public static void requireTime(String part, @Nullable Double seconds) {
    if (seconds != null && !(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new PartException(part, seconds + ", expected a number of seconds from 0");
    }
    if (seconds != null && seconds != 0 && (seconds < SHORTEST || seconds > LONGEST)) {
      throw new PartException(
          part,
          seconds + ", expected 0 or a number of seconds from " + SHORTEST + " to " + LONGEST);
    }
  }
}
