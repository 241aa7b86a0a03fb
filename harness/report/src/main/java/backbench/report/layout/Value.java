package backbench.report.layout;

/**
 * Holds one entry of a table.
 *
 * @param text the value alone
 * @param interval its interval, {@code [1.2, 1.4]}, or what else sets it in proportion; empty for
 *     none
 * @param margin the same in short, {@code ±4%}; empty for none
 * @param kind what it is, which decides how it looks
 */
public record Value(String text, String interval, String margin, Kind kind) {

  /** Shows that there is nothing to show. */
  public static final Value NONE = label("—");

  /** Says what an entry is. */
  public enum Kind {
    /** A name or a count, not a measurement. */
    LABEL,
    /** A measurement; struck through where it does not count. */
    MEASURED,
    /** A measurement that is clearly better, or a proof that holds. */
    GOOD,
    /** A measurement that is clearly worse, or a proof that fails. */
    BAD
  }

  /** Shows a name or a count. */
  public static Value label(String text) {
    return new Value(text, "", "", Kind.LABEL);
  }

  /** Returns the entry as another kind. */
  public Value as(Kind other) {
    return new Value(text, interval, margin, other);
  }

  /** Returns the value with its interval, where there is one. */
  public String full() {
    return interval.isEmpty() ? text : text + " " + interval;
  }

  /** Returns the value with its margin, where there is one. */
  public String brief() {
    return margin.isEmpty() ? text : text + " " + margin;
  }
}
