package backbench.commons;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one most likely meant. */
public final class NearestName {

  private static final int LONGEST_NAME = 100;
  private static final int SHORTEST_START = 3;

  private NearestName() {}

  /**
   * Finds the nearest name.
   *
   * @return the name with the fewest typing errors (Damerau, 1964), if that is a third of its
   *     letters or fewer; else the first that the name is the start of; letter case is free
   */
  public static Optional<String> of(String name, Collection<String> known) {
    return mistyped(name, known).or(() -> begun(name, known));
  }

  private static Optional<String> begun(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> name.length() >= SHORTEST_START && candidate.startsWith(name))
        .min(Comparator.naturalOrder());
  }

  private static Optional<String> mistyped(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Returns {@code ; did you mean 'x'?}, or another text where no name is near. */
  public static String suggestion(String name, Collection<String> known, String otherwise) {
    return of(name, known).map(near -> "; did you mean '" + near + "'?").orElse(otherwise);
  }

  /** Counts insertions, deletions, substitutions and swaps of neighbours. */
  private static int distance(String left, String right) {
    if (left.length() > LONGEST_NAME) {
      return Integer.MAX_VALUE;
    }
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
