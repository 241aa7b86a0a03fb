package backbench.results.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects problems below one place of a result. */
final class Problems {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final List<Problem> found;
  private final String path;

  private Problems(List<Problem> found, String path) {
    this.found = found;
    this.path = path;
  }

  /** Starts at the top of a result. */
  static Problems none() {
    return new Problems(new ArrayList<>(), "");
  }

  /** Returns a collector for what lies below a property. */
  Problems at(String property) {
    return new Problems(found, under(property));
  }

  /** Returns a collector for what lies below an item of a list. */
  Problems at(String property, int index) {
    return at(property + "[" + index + "]");
  }

  /** Returns all that was found so far, here and elsewhere. */
  List<Problem> all() {
    return List.copyOf(found);
  }

  /** Adds a problem of a property unless something holds. */
  void require(boolean holds, String property, String what) {
    if (!holds) {
      found.add(new Problem(under(property), what));
    }
  }

  /** Adds a problem unless a property has the expected value. */
  void equal(@Nullable Object actual, @Nullable Object expected, String property) {
    require(Objects.equals(actual, expected), property, actual + ", expected " + expected);
  }

  /** Adds a problem unless a number is a time: finite and not below 0; null was not measured. */
  void time(@Nullable Double seconds, String property) {
    require(
        seconds == null || (seconds >= 0 && Double.isFinite(seconds)),
        property,
        seconds + ", expected a time");
  }

  /** Adds a problem unless a text is a SHA-256; null is unknown. */
  void digest(@Nullable String text, String property) {
    require(
        text == null || SHA256.matcher(text).matches(),
        property,
        "'" + text + "', expected a SHA-256 in hexadecimal");
  }

  private String under(String property) {
    return path.isEmpty() ? property : path + "." + property;
  }
}
