package backbench.report.text;

/** Spells what is beyond ASCII for places that cannot show it. */
final class Ascii {

  private Ascii() {}

  static String of(String text) {
    StringBuilder ascii = new StringBuilder();
    text.codePoints().forEach(c -> ascii.append(spelled(c)));
    return ascii.toString();
  }

  private static String spelled(int codePoint) {
    return switch (codePoint) {
      case '✓' -> "ok";
      case '✗', '×' -> "x";
      case '±' -> "+-";
      case '—', '–', '─' -> "-";
      case '…' -> "...";
      case '·' -> ".";
      case '█' -> "#";
      default -> codePoint < 0x80 ? Character.toString(codePoint) : "?";
    };
  }
}
