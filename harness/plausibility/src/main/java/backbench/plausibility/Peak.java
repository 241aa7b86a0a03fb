package backbench.plausibility;

import java.util.List;

/**
 * Says how fast a machine can be with a number of threads, at most.
 *
 * @param threads that worked at once
 * @param multiplyAddsPerSecond of float32, of all threads together
 * @param reads how fast memory was read, from the smallest working set to the largest
 */
public record Peak(int threads, double multiplyAddsPerSecond, List<Bandwidth> reads) {

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
  public record Bandwidth(long bytes, double bytesPerSecond) {
    /** Checks the numbers. */
    public Bandwidth {
      if (bytes < 1) {
        throw new IllegalArgumentException("a working set has at least one byte, not " + bytes);
      }
      requireRate("bytes", bytesPerSecond);
    }
  }

  /** Returns the seconds that the multiplications of some work take at least. */
  double multiplySeconds(LeastWork work) {
    return work.multiplications() / multiplyAddsPerSecond;
  }

  /**
   * Returns the seconds that reading for some work takes at least.
   *
   * <p>Larger working sets are no faster than smaller ones, so the largest that was probed and is
   * no larger than the work's gives a bound; below the smallest none is known.
   */
  double readSeconds(LeastWork work) {
    double fastest = Double.POSITIVE_INFINITY;
    for (Bandwidth read : reads) {
      if (read.bytes() <= work.bytesRead()) {
        fastest = Math.min(fastest, read.bytesPerSecond());
      }
    }
    return work.bytesRead() / fastest;
  }

  private static void requireRate(String what, double perSecond) {
    if (!(perSecond > 0 && perSecond < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " a second are a number above 0, not " + perSecond);
    }
  }
}
