package backbench.results.samples;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Holds the times of many equal operations, in the order of their ends and as a distribution.
 *
 * @param count how many there are
 * @param histogram the distribution in nanoseconds, three digits: an HdrHistogram in its compressed
 *     encoding (V2), in Base64
 * @param rawNanos the first {@code rawCount} times in order, in nanoseconds: variable-length
 *     integers (seven bits a byte, lowest first), deflated, in Base64
 * @param rawCount how many times are kept raw; memory and files stay bounded
 */
public record Latencies(long count, String histogram, String rawNanos, int rawCount) {

  private static final int LONGEST_HISTOGRAM = 4 << 20;

  /**
   * Decodes the distribution.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if it is not an encoded histogram
   */
  public Histogram distribution() {
    if (histogram.length() > LONGEST_HISTOGRAM) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          "an encoded histogram has at most " + LONGEST_HISTOGRAM + " characters");
    }
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT, "not a compressed HdrHistogram: " + e.getMessage(), e);
    }
  }

  /**
   * Decodes the times that were kept raw, in nanoseconds.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if they are damaged
   */
  public long[] raw() {
    return RawNanos.decode(rawNanos, rawCount);
  }

  /**
   * Checks that the histogram and the raw times can be read and fit the counts.
   *
   * @throws BackbenchException {@code INVALID_RESULT} if not
   */
  public void requireSense() {
    long found = distribution().getTotalCount();
    if (count < 0 || found != count || rawCount > count) {
      throw new BackbenchException(
          ErrorCode.INVALID_RESULT,
          "a histogram of %d times and %d raw times, where there are %d"
              .formatted(found, rawCount, count));
    }
    for (long nanos : raw()) {
      if (nanos < 0) {
        throw new BackbenchException(ErrorCode.INVALID_RESULT, "a raw time of " + nanos + " ns");
      }
    }
  }
}
