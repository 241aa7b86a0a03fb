package backbench.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Spells commands for a POSIX shell. */
final class ShellWords {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellWords() {}

  /** Joins words to a line that a shell takes apart into the same words. */
  static String joined(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
