package backbench.specs.yaml;

import backbench.commons.Printable;

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
        .forEach(c -> shown.appendCodePoint(Printable.isUnprintable(c) ? '\uFFFD' : c));
    return shown.append(text.codePointCount(0, text.length()) > LONGEST ? "…'" : "'").toString();
  }
}
