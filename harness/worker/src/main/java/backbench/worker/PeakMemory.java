package backbench.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads how much memory this process has had at most. */
final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmHWM:";

  private PeakMemory() {}

  /** Returns the largest resident set so far, in bytes; empty where the system does not tell. */
  static Optional<Long> residentBytes() {
    try {
      return Files.exists(STATUS)
          ? parse(Files.readString(STATUS, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Finds the field in the text of Linux' {@code /proc/self/status}. */
  static Optional<Long> parse(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(FIELD))
        .map(line -> line.substring(FIELD.length()).replaceAll("[^0-9]", ""))
        .filter(digits -> !digits.isEmpty())
        .map(digits -> Long.parseLong(digits) * 1024)
        .findFirst();
  }
}
