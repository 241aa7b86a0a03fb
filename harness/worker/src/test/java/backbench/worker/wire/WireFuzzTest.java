package backbench.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.commons.fuzz.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds the readers of the wire with damaged bytes: each is read or refused in one line. */
class WireFuzzTest {

  @TempDir private Path folder;

  @Test
  void damagedFramesAreReadOrRefused() throws IOException {
    Fuzz fuzz = Fuzz.of("frames").repairedBy(WireFuzzTest::withRightChecksums);
    List<Event> events = Samples.events().toList();
    for (int i = 0; i < events.size(); i++) {
      Path whole = folder.resolve("whole" + i);
      try (FrameWriter writer = new FrameWriter(whole)) {
        writer.write(events.get(i));
        writer.write(events.get((i + 1) % events.size()));
      }
      fuzz.from(Files.readAllBytes(whole));
    }
    Path file = folder.resolve("events");

    Fuzz.Outcome outcome =
        fuzz.feed(
            bytes -> {
              Files.write(file, bytes);
              try (FrameReader reader = new FrameReader(file)) {
                while (reader.next().isPresent()) {
                  continue;
                }
              }
            });

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }

  @Test
  void damagedJobsAreReadOrRefused() {
    Fuzz fuzz = Fuzz.of("jobs");
    Samples.jobs().forEach(job -> fuzz.from(RecordCodec.encode(Job.class, job)));

    Fuzz.Outcome outcome = fuzz.feed(bytes -> RecordCodec.decode(Job.class, bytes));

    assertThat(outcome.read()).isPositive();
    assertThat(outcome.refused()).isPositive();
  }

  private static byte[] withRightChecksums(byte[] frames) {
    ByteBuffer bytes = ByteBuffer.wrap(frames.clone());
    int at = 0;
    while (at + FrameWriter.HEADER_BYTES <= frames.length) {
      int length = bytes.getInt(at);
      if (length < 0 || length > frames.length - at - FrameWriter.HEADER_BYTES) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(frames, at + FrameWriter.HEADER_BYTES, length);
      bytes.putInt(at + 4, (int) crc.getValue());
      at += FrameWriter.HEADER_BYTES + length;
    }
    return bytes.array();
  }
}
