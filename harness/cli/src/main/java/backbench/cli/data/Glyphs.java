package backbench.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes short labels into images, in capitals of 5×7 pixels.
 *
 * <p>The platform's fonts look different on every machine, and a server has none.
 */
final class Glyphs {

  static final int HEIGHT = 7;

  /** From one character to the next. */
  static final int ADVANCE = 6;

  private static final String RESOURCE = "glyphs.txt";
  private static final char UNKNOWN = '?';
  private static final char INK = '#';

  private final Map<Character, List<String>> rows;

  private Glyphs(Map<Character, List<String>> rows) {
    this.rows = Map.copyOf(rows);
  }

  /** Is told which pixels of a text are inked. */
  interface Pen {
    void dot(int x, int y);
  }

  /** Reads the glyphs, each as its character and seven rows. */
  static Glyphs load() {
    Map<Character, List<String>> rows = new HashMap<>();
    for (String block : text().split("\n\n", -1)) {
      List<String> lines = block.lines().toList();
      rows.put(lines.get(0).charAt(0), lines.subList(1, 1 + HEIGHT));
    }
    return new Glyphs(rows);
  }

  private static String text() {
    try (InputStream in = Glyphs.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes as much of a text as fits into a width, from a left upper corner on. */
  void write(String text, int left, int top, int width, Pen pen) {
    String capitals = text.toUpperCase(Locale.ROOT);
    // The last character needs no gap after it.
    int count = Math.min(capitals.length(), (width + 1) / ADVANCE);
    for (int i = 0; i < count; i++) {
      if (capitals.charAt(i) != ' ') {
        dots(capitals.charAt(i), left + i * ADVANCE, top, pen);
      }
    }
  }

  private void dots(char character, int left, int top, Pen pen) {
    List<String> glyph = rows.getOrDefault(character, rows.getOrDefault(UNKNOWN, List.of()));
    for (int y = 0; y < glyph.size(); y++) {
      for (int x = 0; x < glyph.get(y).length(); x++) {
        if (glyph.get(y).charAt(x) == INK) {
          pen.dot(left + x, top + y);
        }
      }
    }
  }
}
