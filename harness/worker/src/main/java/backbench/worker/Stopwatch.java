package backbench.worker;

import backbench.worker.wire.Event;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/**
 * Collects the times of many equal operations.
 *
 * <p>Recording allocates nothing, as long as the operations take less than an hour.
 */
final class Stopwatch {

  /** The most times that are kept raw, so that memory and results stay bounded. */
  static final int MOST_RAW = 1 << 16;

  private static final long ONE_HOUR_NANOS = 3_600_000_000_000L;
  private static final int DIGITS = 3;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Histogram histogram = new Histogram(ONE_HOUR_NANOS, DIGITS);
  private final long[] raw;
  private long count;
  private long totalNanos;

  /**
   * Makes room.
   *
   * @param expected how many operations are likely; more are counted, but not kept raw
   */
  Stopwatch(int expected) {
    this.raw = new long[Math.min(Math.max(expected, 0), MOST_RAW)];
    histogram.setAutoResize(true);
  }

  void record(long nanos) {
    if (count < raw.length) {
      raw[(int) count] = nanos;
    }
    histogram.recordValue(nanos);
    totalNanos += nanos;
    count++;
  }

  double totalSeconds() {
    return Nanos.toSeconds(totalNanos);
  }

  Event.Times times() {
    int kept = (int) Math.min(count, raw.length);
    ByteBuffer encoded = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(encoded);
    return new Event.Times(
        count, Arrays.copyOf(encoded.array(), length), deflate(variableLength(kept)), kept);
  }

  /** Spells the raw times seven bits a byte, lowest first, the top bit set on all but the last. */
  private byte[] variableLength(int kept) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < kept; i++) {
      long rest = raw[i];
      while ((rest & ~0x7FL) != 0) {
        bytes.write((int) (rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return packed.toByteArray();
  }
}
