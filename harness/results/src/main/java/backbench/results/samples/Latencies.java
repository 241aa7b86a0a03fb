package backbench.results.samples;

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
   * Checks that both can be decoded, and that the counts are theirs.
   *
   * @throws PartException if not
   */
  public Latencies {
    Amount.requireAtLeast(0, "count", count);
    long distributed = decode(histogram).getTotalCount();
    if (distributed != count) {
      throw new PartException(
          "histogram", "it holds " + distributed + " times, expected " + count + " as counted");
    }
    if (rawCount < 0 || rawCount > Math.min(count, RawNanos.MOST)) {
      throw new PartException(
          "rawCount",
          rawCount + ", expected a whole number from 0 to " + Math.min(count, RawNanos.MOST));
    }
    RawNanos.decode(rawNanos, rawCount);
  }

  /** Decodes the distribution. */
  public Histogram distribution() {
    return decode(histogram);
  }

  /** Decodes the times that were kept raw, in nanoseconds. */
  public long[] raw() {
    return RawNanos.decode(rawNanos, rawCount);
  }

  private static Histogram decode(String text) {
    if (text.length() > LONGEST_HISTOGRAM) {
      throw new PartException(
          "histogram", "longer than " + LONGEST_HISTOGRAM + " characters, which none is");
    }
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
    } catch (DataFormatException | RuntimeException e) {
      // What the library says of damage is of its buffers and often nothing.
      PartException damaged =
          new PartException("histogram", "damaged, expected a compressed HdrHistogram in Base64");
      damaged.initCause(e);
      throw damaged;
    }
  }
}
