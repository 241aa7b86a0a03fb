package backbench.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("events");
  }

  @Test
  void aReaderSeesEachEventAsSoonAsItIsWritten() throws Exception {
    try (FrameReader reader = new FrameReader(file)) {
      assertThat(reader.next()).isEmpty();
      try (FrameWriter writer = new FrameWriter(file)) {
        assertThat(reader.next()).isEmpty();
        writer.write(new Event.Compiled(1));
        assertThat(reader.next()).contains(new Event.Compiled(1));
        assertThat(reader.next()).isEmpty();
        writer.write(new Event.Compiled(2));
        writer.write(new Event.Compiled(3));
        assertThat(reader.next()).contains(new Event.Compiled(2));
        assertThat(reader.next()).contains(new Event.Compiled(3));
        assertThat(reader.cutOff()).isFalse();
      }
    }
  }

  @Test
  void aFrameThatIsCutOffIsNotAnEvent() throws Exception {
    byte[] whole = frames(new Event.Compiled(1));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (FrameReader reader = new FrameReader(file)) {
        assertThat(reader.next()).as("first %d bytes", length).isEmpty();
        assertThat(reader.cutOff()).isEqualTo(length > 0);
      }
    }
  }

  @Test
  void aDamagedFrameIsRefused() throws Exception {
    byte[] whole = frames(new Event.Compiled(1));
    for (int at = 4; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      try (FrameReader reader = new FrameReader(file)) {
        assertThatThrownBy(reader::next).as("byte %d", at).isInstanceOf(WireException.class);
      }
    }
  }

  @Test
  void anImpossibleLengthIsRefused() throws Exception {
    Files.write(file, ByteBuffer.allocate(8).putInt(-5).array());
    try (FrameReader reader = new FrameReader(file)) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(WireException.class)
          .hasMessageContaining("a frame of -5 bytes");
    }
  }

  @Test
  void theLargestFrameIsAwaitedAndALargerOneRefused() throws Exception {
    Files.write(file, ByteBuffer.allocate(8).putInt(64 << 20).array());
    try (FrameReader reader = new FrameReader(file)) {
      assertThat(reader.next()).isEmpty();
    }
    Files.write(file, ByteBuffer.allocate(8).putInt((64 << 20) + 1).array());
    try (FrameReader reader = new FrameReader(file)) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(WireException.class)
          .hasMessageContaining("a frame of 67108865 bytes at 0, expected 0 to 67108864");
    }
  }

  @Test
  void anEmptyFrameIsNoEvent() throws Exception {
    Files.write(file, new byte[8]);
    try (FrameReader reader = new FrameReader(file)) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(WireException.class)
          .hasMessageContaining("the bytes end too early");
    }
  }

  @Test
  void whatIsClosedLetsGoOfTheFile() throws Exception {
    FrameWriter writer = new FrameWriter(file);
    FrameReader reader = new FrameReader(file);
    assertThat(reader.next()).isEmpty();
    writer.close();
    reader.close();
    assertThatThrownBy(() -> writer.write(new Event.Compiled(1)))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(reader::next).isInstanceOf(ClosedChannelException.class);
    // A reader that was never asked has nothing to let go of.
    new FrameReader(file).close();
  }

  @Test
  void aWriterNeverAppendsToWhatIsThere() throws Exception {
    Files.write(file, new byte[1], StandardOpenOption.CREATE_NEW);
    assertThatThrownBy(() -> new FrameWriter(file))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
  }

  private byte[] frames(Event event) throws Exception {
    Path other = folder.resolve("other");
    Files.deleteIfExists(other);
    try (FrameWriter writer = new FrameWriter(other)) {
      writer.write(event);
    }
    return Files.readAllBytes(other);
  }
}
