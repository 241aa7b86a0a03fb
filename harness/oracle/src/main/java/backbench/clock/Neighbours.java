package backbench.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what Linux says of the processors that processes share. */
final class Neighbours {

  private static final Path PROC = Path.of("/proc");
  private static final String BLANKS = "\\s+";
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int WAITED = 1;

  /** Idle, and idle while a disk works: the fourth and the fifth of the times. */
  private static final int IDLE = 4;

  private static final int WAITING_FOR_A_DISK = 5;

  /** Steal is the eighth; those of guests, which follow, are in the first two as well. */
  private static final int LAST = 8;

  private Neighbours() {}

  /**
   * Returns how long the threads of this process have waited for a processor, in nanoseconds, all
   * together; 0 where the system does not say. A thread that ends takes its time with it.
   */
  static long waitedNanos() {
    return waitedNanos(PROC);
  }

  static long waitedNanos(Path proc) {
    long waited = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc.resolve("self/task"))) {
      for (Path thread : threads) {
        String[] words = firstLine(thread.resolve("schedstat"));
        waited += words.length > WAITED ? Long.parseLong(words[WAITED]) : 0;
      }
      return waited;
    } catch (IOException | DirectoryIteratorException e) {
      // Another system, or one that keeps this to itself.
      return 0;
    }
  }

  /**
   * Returns how long the processors of the machine have worked since it began, in nanoseconds, for
   * whichever process; empty where the system does not say. Linux counts in ticks of 10 ms.
   */
  static OptionalLong machineNanos() {
    return machineNanos(PROC);
  }

  static OptionalLong machineNanos(Path proc) {
    String[] words = firstLine(proc.resolve("stat"));
    if (words.length <= LAST) {
      return OptionalLong.empty();
    }
    long ticks = 0;
    for (int place = 1; place <= LAST; place++) {
      if (place != IDLE && place != WAITING_FOR_A_DISK) {
        ticks += Long.parseLong(words[place]);
      }
    }
    return OptionalLong.of(ticks * NANOS_PER_TICK);
  }

  /** Returns the words of a file's first line; none if it cannot be read. */
  private static String[] firstLine(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().orElse("").split(BLANKS, -1);
    } catch (IOException | UncheckedIOException e) {
      // Another system, or a thread that has ended.
      return new String[0];
    }
  }
}
