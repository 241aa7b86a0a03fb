package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.spi.Tensor;
import backbench.worker.wire.Event;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** Tests that what is kept of a measurement is read back as it was. */
class KeptValuesTest {

  /** Reads deflated integers of seven bits a byte, lowest first. */
  private static List<Long> decoded(byte[] packed) throws Exception {
    List<Long> values = new ArrayList<>();
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      long value = 0;
      int shift = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        value |= (long) (next & 0x7F) << shift;
        shift += 7;
        if (next < 0x80) {
          values.add(value);
          value = 0;
          shift = 0;
        }
      }
    }
    return values;
  }

  @Test
  void rawTimesAreKeptToTheNanosecondInTheirOrder() throws Exception {
    List<Long> times = List.of(0L, 1L, 127L, 128L, 300L, 16_383L, 16_384L, 3_000_000_000_123L);
    Stopwatch stopwatch = new Stopwatch(times.size());
    times.forEach(stopwatch::record);
    Event.Times kept = stopwatch.times();
    assertThat(decoded(kept.rawNanos())).isEqualTo(times);
    assertThat(kept.rawCount()).isEqualTo(times.size());
  }

  @Test
  void manyRawTimesAreKeptWhole() throws Exception {
    Stopwatch stopwatch = new Stopwatch(Integer.MAX_VALUE);
    List<Long> times = new ArrayList<>();
    for (long i = 0; i < Stopwatch.MOST_RAW + 3; i++) {
      // Of a kind that does not deflate well.
      long time = (i * 0x9E3779B97F4A7C15L) >>> 24;
      stopwatch.record(time % 3_000_000_000_000L);
      times.add(time % 3_000_000_000_000L);
    }
    Event.Times kept = stopwatch.times();
    assertThat(kept.count()).isEqualTo(Stopwatch.MOST_RAW + 3);
    assertThat(kept.rawCount()).isEqualTo(Stopwatch.MOST_RAW);
    assertThat(decoded(kept.rawNanos())).isEqualTo(times.subList(0, Stopwatch.MOST_RAW));
  }

  @Test
  void logitsBeyondThoseThatAreKeptAreLeftOut() {
    KnownLogits known = new KnownLogits(2, 2);
    known.add(new Tensor(List.of(1, 2), new float[] {1, 2}));
    known.add(new Tensor(List.of(2, 2), new float[] {3, 4, 5, 6}));
    known.add(new Tensor(List.of(1, 2), new float[] {7, 8}));
    assertThat(known.samples()).isEqualTo(2);
    assertThat(known.difference(new Tensor(List.of(1, 2), new float[] {3, 4}), new int[] {1}))
        .isZero();
  }

  @Test
  void theMemoryIsReadFromItsOwnField() {
    assertThat(PeakMemory.parse("VmPeak:\t 99 kB\nVmHWM:\t 12 kB\n")).contains(12L * 1024);
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(PeakMemory.residentBytes().orElseThrow()).isGreaterThan(1 << 20);
    }
  }
}
