package backbench.results.samples;

import org.jspecify.annotations.Nullable;

/** Checks counts and times, which records from elsewhere may have wrong. */
public final class Amount {

  private Amount() {}

  /**
   * Checks a count.
   *
   * @param part the component of the record
   * @throws PartException if it is below the least that there can be
   */
  public static void requireAtLeast(long least, String part, long count) {
    if (count < least) {
      throw new PartException(part, count + ", expected a whole number from " + least);
    }
  }

  /**
   * Checks a time.
   *
   * @param part the component of the record
   * @throws PartException if it is there, and below 0 or not finite
   */
  public static void requireTime(String part, @Nullable Double seconds) {
    if (seconds != null && !(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new PartException(part, seconds + ", expected a number of seconds from 0");
    }
  }
}
