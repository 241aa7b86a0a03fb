package backbench.certificate;

/**
 * Says how a backend did under one rule.
 *
 * @param rule the rule's stable number: {@code N3}
 * @param title what the rule compares
 * @param passed whether every element was within its tolerance
 * @param worstRelativeError at the element that used up most of its tolerance: its error over the
 *     size of what it belongs to; {@link Double#MAX_VALUE} where nothing finite could be compared
 * @param tolerance what was allowed at that element, on the same scale
 * @param detail for people: where the worst element is, or why nothing could be compared
 */
public record RuleResult(
    String rule,
    String title,
    boolean passed,
    double worstRelativeError,
    double tolerance,
    String detail) {

  /** Returns which part of the tolerance was used; above 1 for a failure. */
  public double usedTolerance() {
    return tolerance > 0 ? worstRelativeError / tolerance : passed ? 0 : Double.MAX_VALUE;
  }
}
