package backbench.certificate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what one rule sees, and judges it. */
final class RuleCheck {

  /** An element is held if less than this part of its size is allowed. */
  private static final double HELD = 0.1;

  private final String rule;
  private final String title;
  private final double leastHeld;
  private @Nullable String failure;
  private String worst = "";
  private String note = "";
  private double worstUse = -1;
  private double mostUse;
  private double worstError;
  private double worstTolerance;
  private long compared;
  private long held;
  private boolean worstHeld;
  private boolean idle;

  RuleCheck(String rule, String title) {
    this(rule, title, 0);
  }

  /**
   * Makes a rule that proves something only where it holds enough.
   *
   * @param leastHeld the share of the elements that must be held to less than {@value #HELD} of
   *     their size; 0 asks for none and says none
   */
  RuleCheck(String rule, String title, double leastHeld) {
    this.rule = rule;
    this.title = title;
    this.leastHeld = leastHeld;
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
    if (!Double.isFinite(actual) || !Double.isFinite(expected) || Double.isNaN(allowed)) {
      fail(name + "[" + index + "] is " + actual + ", expected " + brief(expected));
      return;
    }
    double error = Math.abs(actual - expected);
    double use = allowed > 0 ? error / allowed : error == 0 ? 0 : Double.MAX_VALUE;
    mostUse = Math.max(mostUse, use);
    boolean tight = allowed < HELD * size;
    held += tight ? 1 : 0;
    if (isWorse(use, tight)) {
      worstUse = use;
      worstHeld = tight;
      double scale = Math.max(size, allowed);
      worstError = scale > 0 ? error / scale : error;
      worstTolerance = scale > 0 ? allowed / scale : 0;
      worst = name + "[" + index + "] is " + brief(actual) + ", expected " + brief(expected);
    }
  }

  /** What fails comes first, then what is held: where much is allowed, little is proved. */
  private boolean isWorse(double use, boolean tight) {
    if (use > 1 || worstUse > 1 || leastHeld == 0 || tight == worstHeld) {
      return use > worstUse;
    }
    return tight;
  }

  /** Tells whether the rule failed, or an element is off by more than a share of its tolerance. */
  boolean exceeds(double share) {
    return failure != null || mostUse > share;
  }

  RuleResult result() {
    String reason = failure;
    boolean proves = true;
    if (leastHeld > 0 && compared > 0) {
      double share = (double) held / compared;
      note(String.format(Locale.ROOT, "held %.1f%% of the elements", 100 * share));
      proves = share >= leastHeld;
    }
    if (reason == null && compared == 0 && !idle) {
      reason = "was not reached";
    }
    if (reason != null) {
      return new RuleResult(
          rule, title, Verdict.FAILED, Double.MAX_VALUE, worstTolerance, detail(reason));
    }
    if (worstUse > 1) {
      return new RuleResult(rule, title, Verdict.FAILED, worstError, worstTolerance, detail(worst));
    }
    if (!proves) {
      note(String.format(Locale.ROOT, "less than %.0f%% proves little", 100 * leastHeld));
    }
    Verdict verdict = proves ? Verdict.PASSED : Verdict.INCONCLUSIVE;
    return new RuleResult(rule, title, verdict, worstError, worstTolerance, detail(worst));
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
