package backbench.process;

import backbench.commons.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the last lines of what a process printed. */
public final class LogTail {

  private static final int LINES = 40;
  private static final int LONGEST_LINE = 400;
  private static final int BYTES = 1 << 16;

  /** How lines begin that a JVM prints whatever happens. */
  private static final List<String> SAYING_NOTHING =
      List.of(
          "Error: Could not create the Java Virtual Machine.",
          "Error: A fatal exception has occurred. Program will exit.",
          "WARNING: Using incubator modules");

  private LogTail() {}

  /** Returns the last lines, each short and printable; none if there is no log. */
  public static List<String> read(Path log) {
    List<String> lines =
        new String(ForeignFile.last(log, BYTES), StandardCharsets.UTF_8)
            .lines()
            .map(LogTail::printable)
            .toList();
    return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }

  /**
   * Returns the last line that says something; empty if there is none.
   *
   * <p>A JVM that does not start ends with two lines that are always the same, and one with an
   * incubating module begins with one.
   */
  public static Optional<String> lastWord(List<String> tail) {
    for (int i = tail.size() - 1; i >= 0; i--) {
      String line = tail.get(i).strip();
      if (!line.isEmpty() && SAYING_NOTHING.stream().noneMatch(line::startsWith)) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** Engines print colours and progress bars; what goes into results and terminals is plain. */
  private static String printable(String line) {
    String plain = Printable.blanked(line.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", ""));
    return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + " …" : plain;
  }
}
