package backbench.run.worker;

import backbench.commons.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the last lines of a worker's log. */
final class LogTail {

  private static final int LINES = 40;
  private static final int LONGEST_LINE = 400;
  private static final int BYTES = 1 << 16;

  private LogTail() {}

  static List<String> read(Path log) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(log)) {
      long from = Math.max(0, channel.size() - BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // Goes on until the buffer is full or the file ends.
      }
      List<String> lines =
          new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
              .lines()
              .map(LogTail::printable)
              .toList();
      return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
  }

  /** Engines print colours and progress bars; what goes into results and terminals is plain. */
  private static String printable(String line) {
    String plain = Printable.blanked(line.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", ""));
    return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + " …" : plain;
  }
}
