package backbench.djl.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Knows what instructions the processor has, as Linux names them. */
public final class ProcessorFlags {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private ProcessorFlags() {}

  /** Returns the flags of the first processor: {@code avx2}, {@code fma}; none where unknown. */
  public static Set<String> read() {
    if (!Files.isReadable(PROCESSOR)) {
      return Set.of();
    }
    try {
      for (String line : Files.readAllLines(PROCESSOR)) {
        if (line.startsWith("flags")) {
          return Set.copyOf(List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")));
        }
      }
      return Set.of();
    } catch (IOException e) {
      // Only a label is lost, and its reader says that it is unknown.
      return Set.of();
    }
  }
}
