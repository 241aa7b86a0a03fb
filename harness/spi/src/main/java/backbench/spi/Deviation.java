package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;

/**
 * Declares a difference from the pinned semantics that an engine cannot avoid.
 *
 * @param layer the kind of layer that differs
 * @param role the parameter that differs; one that is not trained
 * @param relativeBound the largest relative difference that it causes in one step, above 0 and at
 *     most {@value #LARGEST_BOUND}
 * @param reason one sentence: what the engine does instead
 * @since 0.1
 */
public record Deviation(LayerKind layer, ParameterRole role, double relativeBound, String reason) {

  /** What a declaration may ask for at most: more would be another network. */
  public static final double LARGEST_BOUND = 0.05;

  /** Checks that the declaration hides no wrong gradient and explains itself. */
  public Deviation {
    require(!role.trainable(), "a deviation is that of a moving statistic, not of " + role);
    require(
        relativeBound > 0 && relativeBound <= LARGEST_BOUND,
        "a deviation's bound is above 0 and at most " + LARGEST_BOUND + ", not " + relativeBound);
    require(!reason.isBlank(), "a deviation says what the engine does instead");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new BackbenchException(ErrorCode.INVALID_ARGUMENT, message);
    }
  }
}
