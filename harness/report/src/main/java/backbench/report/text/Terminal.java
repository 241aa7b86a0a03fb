package backbench.report.text;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Says what the place that text goes to can show.
 *
 * @param width columns; {@link #UNBOUNDED} where nothing breaks lines
 * @param colour whether escape sequences are understood and wanted
 * @param unicode whether more than ASCII arrives intact
 */
public record Terminal(int width, boolean colour, boolean unicode) {

  /** The width of a file that keeps lines as they are. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** A file that keeps everything. */
  public static final Terminal PLAIN = new Terminal(UNBOUNDED, false, true);

  private static final int USUAL_WIDTH = 80;
  private static final int LOG_WIDTH = 160;
  private static final int NARROWEST = 40;
  private static final String SHOWN = "✓✗×±—─█…";

  /**
   * Finds out what standard output can show.
   *
   * <p>Colour is for terminals alone, and not where {@code NO_COLOR} is set to something
   * (no-color.org). The width is the terminal's, else {@code COLUMNS}, else 80; in logs 160.
   *
   * @param environment the process's environment variables
   * @param charset what standard output is written in
   */
  public static Terminal detect(Map<String, String> environment, Charset charset) {
    boolean interactive = interactive(environment);
    boolean colour = interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean unicode = charset.newEncoder().canEncode(SHOWN);
    OptionalInt columns = columns(environment.getOrDefault("COLUMNS", ""));
    int width =
        interactive
            ? measuredWidth().orElse(columns.orElse(USUAL_WIDTH))
            : columns.orElse(LOG_WIDTH);
    return new Terminal(width, colour, unicode);
  }

  /** Tells whether a person sits at standard input and output, at more than a dumb terminal. */
  @SuppressWarnings("SystemConsoleNull") // Java 22 and later are asked by isTerminal, too.
  public static boolean interactive(Map<String, String> environment) {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(environment.get("TERM"));
  }

  /** Makes text one line that can be shown here: no escape sequences, no line breaks. */
  public String printable(String text) {
    String clean = TerminalRenderer.clean(text);
    return unicode ? clean : Ascii.of(clean);
  }

  /** From Java 22 on there is a console without a terminal, and a method that tells them apart. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      // Before Java 22 a console is a terminal.
      return true;
    }
  }

  /** Asks the terminal; Java has no call for it. */
  private static OptionalInt measuredWidth() {
    try {
      Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return OptionalInt.empty();
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return columns(size.strip().replaceFirst(".* ", ""));
    } catch (IOException e) {
      // No shell here: the width is then a guess, which does no harm.
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  private static OptionalInt columns(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return OptionalInt.empty();
    }
    int columns = Integer.parseInt(text);
    return columns < NARROWEST ? OptionalInt.empty() : OptionalInt.of(columns);
  }
}
