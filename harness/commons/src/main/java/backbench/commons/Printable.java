package backbench.commons;

import java.util.regex.Pattern;

/**
 * Makes text from files, plugins and results harmless where it is shown: what controls a terminal
 * (C0 and C1), the direction of writing or the lines of a text does not get through.
 */
public final class Printable {

  // By Unicode category: \p{Cntrl} knows the controls of ASCII alone.
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
  private static final Pattern GAP = Pattern.compile("(?:" + UNPRINTABLE + "|\\s)+");

  private Printable() {}

  /** Makes text one line: each run of blanks and of what cannot be printed becomes a blank. */
  public static String line(String text) {
    return GAP.matcher(text).replaceAll(" ").strip();
  }

  /** Puts a blank for each character that cannot be printed, so that columns stay. */
  public static String blanked(String line) {
    return UNPRINTABLE.matcher(line).replaceAll(" ");
  }

  /** Tells whether a character controls a terminal or the direction or lines of a text. */
  public static boolean isUnprintable(int codePoint) {
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
