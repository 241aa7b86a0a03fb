package backbench.certificate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what one rule sees, and judges it. */
final class RuleCheck {

  private final String rule;
  private final String title;
  private @Nullable String failure;
  private String worst = "";
  private String note = "";
  private double worstUse = -1;
  private double worstError;
  private double worstTolerance;
  private long compared;
  private boolean idle;

  RuleCheck(String rule, String title) {
    this.rule = rule;
    this.title = title;
  }

  /** Says that the network has nothing for this rule. */
  void nothingToCompare(String why) {
    idle = true;
    note = why;
  }

  /** Adds words to the result's detail. */
  void note(String text) {
    note = note.isEmpty() ? text : note + "; " + text;
  }

  /** Fails the rule; the first reason counts. */
  void fail(String reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** Compares the elements of a tensor with what the oracle expects. */
  void compare(Expected expected, float[] actual) {
    double[] values = expected.values();
    if (actual.length != values.length) {
      fail(expected.name() + " has " + actual.length + " elements, expected " + values.length);
      return;
    }
    double size = expected.size();
    for (int i = 0; i < actual.length; i++) {
      compare(expected.name(), i, actual[i], values[i], expected.tolerance(), size);
    }
  }

  /**
   * Compares one element.
   *
   * @param allowed the absolute difference allowed
   * @param size of the tensor that it belongs to, which makes errors relative
   */
  void compare(
      String name, int index, double actual, double expected, double allowed, double size) {
    compared++;
    if (!Double.isFinite(actual)) {
      fail(name + "[" + index + "] is " + actual + ", expected " + brief(expected));
      return;
    }
    double error = Math.abs(actual - expected);
    double use = allowed > 0 ? error / allowed : error == 0 ? 0 : Double.MAX_VALUE;
    if (use > worstUse) {
      worstUse = use;
      double scale = Math.max(size, allowed);
      worstError = scale > 0 ? error / scale : error;
      worstTolerance = scale > 0 ? allowed / scale : 0;
      worst = name + "[" + index + "] is " + brief(actual) + ", expected " + brief(expected);
    }
  }

  RuleResult result() {
    String reason = failure;
    if (reason == null && compared == 0 && !idle) {
      reason = "was not reached";
    }
    if (reason != null) {
      return new RuleResult(rule, title, false, Double.MAX_VALUE, worstTolerance, detail(reason));
    }
    boolean passed = worstUse <= 1;
    return new RuleResult(rule, title, passed, worstError, worstTolerance, detail(worst));
  }

  private String detail(String text) {
    if (note.isEmpty()) {
      return text;
    }
    return text.isEmpty() ? note : text + "; " + note;
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.8g", value);
  }
}
