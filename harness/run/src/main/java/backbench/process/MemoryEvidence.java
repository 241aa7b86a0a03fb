package backbench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks for proof that a process ended because memory ran out. */
public final class MemoryEvidence {

  /** What a JVM prints when {@code ExitOnOutOfMemoryError} ends it. */
  private static final String JVM_LINE = "Terminating due to java.lang.OutOfMemoryError";

  private static final Path COUNTERS = Path.of("/proc/vmstat");
  private static final String COUNTER = "oom_kill ";

  private final Path counters;
  private final OptionalLong killsBefore;

  private MemoryEvidence(Path counters) {
    this.counters = counters;
    this.killsBefore = kills(counters);
  }

  /** Begins to look, before the process starts. */
  public static MemoryEvidence watch() {
    return new MemoryEvidence(COUNTERS);
  }

  /** Begins to look at a file of the kernel's counters. */
  static MemoryEvidence watch(Path counters) {
    return new MemoryEvidence(counters);
  }

  /** Returns the line in which a JVM says so itself. */
  public static Optional<String> inLog(List<String> tail) {
    return tail.stream().filter(line -> line.contains(JVM_LINE)).findAny();
  }

  /** Tells whether the system has killed a process for lack of memory since this was made. */
  public boolean systemKilled() {
    OptionalLong now = kills(counters);
    return now.isPresent() && killsBefore.isPresent() && now.getAsLong() > killsBefore.getAsLong();
  }

  private static OptionalLong kills(Path counters) {
    try {
      return Files.readAllLines(counters, StandardCharsets.US_ASCII).stream()
          .filter(line -> line.startsWith(COUNTER))
          .mapToLong(line -> Long.parseLong(line.substring(COUNTER.length()).strip()))
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      // Only Linux counts; elsewhere nothing is proved.
      return OptionalLong.empty();
    }
  }
}
