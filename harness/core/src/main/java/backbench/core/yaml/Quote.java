package backbench.core.yaml;

/**
 * Quotes a part of a file in an error; files are untrusted, and errors reach terminals: escape
 * sequences and writing-direction marks stay out.
 */
final class Quote {

  private static final int LONGEST = 40;

  private Quote() {}

  /** Puts quotes around a text, cut after 40 characters, with a mark for what cannot be printed. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> shown.appendCodePoint(isUnprintable(c) ? '\uFFFD' : c));
    return shown.append(text.codePointCount(0, text.length()) > LONGEST ? "…'" : "'").toString();
  }

  /** Tells whether a character controls a terminal or the direction or lines of a text. */
  static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
