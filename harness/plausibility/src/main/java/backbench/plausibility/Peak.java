package backbench.plausibility;

import java.util.List;
import java.util.Locale;

/**
 * Says how fast a machine can be with a number of threads, at most.
 *
 * @param threads that worked at once
 * @param multiplyAddsPerSecond of float32, of all threads together
 * @param reads how fast memory was read, from the smallest working set to the largest
 */
public record Peak(int threads, double multiplyAddsPerSecond, List<Read> reads) {

  static final double GIGA = 1e9;

  /** Copies the list and checks the numbers. */
  public Peak {
    reads = List.copyOf(reads);
    if (threads < 1) {
      throw new IllegalArgumentException("a peak is of at least one thread, not " + threads);
    }
    requireRate("multiply-adds", multiplyAddsPerSecond);
  }

  /**
   * Says how fast a working set was read again and again.
   *
   * @param bytes that all threads read together, each a part of its own
   * @param bytesPerSecond of all threads together
   */
  public record Read(long bytes, double bytesPerSecond) {
    /** Checks the numbers. */
    public Read {
      if (bytes < 1) {
        throw new IllegalArgumentException("a working set has at least one byte, not " + bytes);
      }
      requireRate("bytes", bytesPerSecond);
    }
  }

  /** Says it as {@code 2 threads: 118.2 billion multiply-adds/s, 42.0 GB/s from memory}. */
  public String inWords() {
    String rate =
        String.format(
            Locale.ROOT,
            "%s: %,.1f billion multiply-adds/s",
            workers(),
            multiplyAddsPerSecond / GIGA);
    if (reads.isEmpty()) {
      return rate;
    }
    double memory = reads.get(reads.size() - 1).bytesPerSecond();
    return rate + String.format(Locale.ROOT, ", %,.1f GB/s from memory", memory / GIGA);
  }

  /** Says who works: {@code one thread}. */
  String workers() {
    return threads == 1 ? "one thread" : threads + " threads";
  }

  /** Returns the seconds that so many multiplications take at least. */
  double multiplySeconds(double multiplications) {
    return multiplications / multiplyAddsPerSecond;
  }

  /**
   * Returns the seconds that reading so many bytes takes at least.
   *
   * <p>Larger working sets are no faster than smaller ones, so the largest that was probed and is
   * no larger gives a bound; below the smallest none is known.
   */
  double readSeconds(double bytes) {
    double fastest = Double.POSITIVE_INFINITY;
    for (Read read : reads) {
      if (read.bytes() <= bytes) {
        fastest = Math.min(fastest, read.bytesPerSecond());
      }
    }
    return bytes / fastest;
  }

  private static void requireRate(String what, double perSecond) {
    if (!(perSecond > 0 && perSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " a second are a number above 0, not " + perSecond);
    }
  }
}
