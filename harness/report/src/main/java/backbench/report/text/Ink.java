package backbench.report.text;

/** Colours text by ANSI escape sequences (ECMA-48), or leaves it as it is. */
final class Ink {

  private static final String RESET = "\u001B[0m";

  private final boolean wet;

  Ink(boolean wet) {
    this.wet = wet;
  }

  boolean wet() {
    return wet;
  }

  String strong(String text) {
    return with("\u001B[1m", text);
  }

  String faint(String text) {
    return with("\u001B[2m", text);
  }

  String good(String text) {
    return with("\u001B[32m", text);
  }

  String bad(String text) {
    return with("\u001B[31m", text);
  }

  String struck(String text) {
    return with("\u001B[2;9m", text);
  }

  private String with(String code, String text) {
    return wet && !text.isEmpty() ? code + text + RESET : text;
  }
}
