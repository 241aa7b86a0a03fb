package backbench.results;

import java.util.List;

/**
 * Holds what a machine can do at most, as measured beside a run.
 *
 * @param threads how many threads computed
 * @param multiplyAddsPerSecond the most float multiply-adds a second, all threads together
 * @param reads the most bytes a second that were read, by the size of what was read
 */
public record Peak(int threads, double multiplyAddsPerSecond, List<Read> reads) {

  /** Copies the list. */
  public Peak {
    reads = List.copyOf(reads);
  }

  /**
   * Holds how fast memory is read.
   *
   * @param bytes read again and again, all threads together
   * @param bytesPerSecond all threads together
   */
  public record Read(long bytes, double bytesPerSecond) {}
}
