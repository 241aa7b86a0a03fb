package backbench.certificate;

/**
 * Says how a backend did under one rule.
 *
 * @param rule the rule's stable number: {@code N3}
 * @param title what the rule compares
 * @param verdict whether every element was within its tolerance, and enough of them proved by it
 * @param worstRelativeError at the element that used up most of its tolerance: its error over the
 *     size of what it belongs to; {@link Double#MAX_VALUE} where nothing finite could be compared
 * @param tolerance what was allowed at that element, on the same scale
 * @param detail for people: where the worst element is, or why nothing could be compared
 */
public record RuleResult(
    String rule,
    String title,
    Verdict verdict,
    double worstRelativeError,
    double tolerance,
    String detail) {

  /** Tells whether the rule passed. */
  public boolean passed() {
    return verdict == Verdict.PASSED;
  }

  /** Tells whether the rule failed: what is inconclusive neither passes nor fails. */
  public boolean failed() {
    return verdict == Verdict.FAILED;
  }

  /** Returns which part of the tolerance was used; above 1 for a failure. */
  public double usedTolerance() {
    return tolerance > 0 ? worstRelativeError / tolerance : !failed() ? 0 : Double.MAX_VALUE;
  }
}
