package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how a rule judges what it sees. */
class RuleCheckTest {

  private final RuleCheck check = new RuleCheck("N3", "gradients");

  /** Compares an element of a tensor of size 4 that is expected to be 2. */
  private static void compare(RuleCheck check, double actual, double allowed) {
    check.compare("conv.weight", 5, actual, 2, allowed, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "2, true",
    "2.5, true",
    "1.5, true",
    "2.5000001, false",
    "1.4999999, false",
    "2.6, false",
    "6.9, false"
  })
  void anErrorPassesUpToWhatIsAllowedAndNotBeyond(double actual, boolean passes) {
    compare(check, actual, 0.5);
    assertThat(check.result().passed()).isEqualTo(passes);
  }

  @Test
  void theResultNamesTheRuleAndTheElementThatUsedUpMost() {
    compare(check, 2.1, 0.5);
    check.compare("dense.bias", 7, 3.5, 3, 1, 4);
    check.compare("dense.bias", 8, 3.4, 3, 1, 4);
    RuleResult result = check.result();
    assertThat(result.rule()).isEqualTo("N3");
    assertThat(result.title()).isEqualTo("gradients");
    assertThat(result.detail()).isEqualTo("dense.bias[7] is 3.5000000, expected 3.0000000");
    assertThat(result.worstRelativeError()).isEqualTo(0.125);
    assertThat(result.tolerance()).isEqualTo(0.25);
    assertThat(result.usedTolerance()).isEqualTo(0.5);
  }

  @Test
  void whatIsAllowedIsOnTheScaleOfTheTensorOrItsOwnWhereThatIsMore() {
    check.compare("x", 0, 3, 1, 8, 4);
    assertThat(check.result().worstRelativeError()).isEqualTo(0.25);
    assertThat(check.result().tolerance()).isEqualTo(1);
  }

  @Test
  void whereNothingIsAllowedTheSamePassesAndNothingElse() {
    check.compare("x", 0, 1, 1, 0, 4);
    assertThat(check.result().passed()).isTrue();
    assertThat(check.result().tolerance()).isZero();
    check.compare("x", 1, Math.nextUp(1.0), 1, 0, 0);
    assertThat(check.result().passed()).isFalse();
    assertThat(check.result().worstRelativeError()).isEqualTo(Math.ulp(1.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberFailsOnEitherSide(double value) {
    compare(check, value, 1e300);
    assertThat(check.result().passed()).isFalse();
    assertThat(check.result().worstRelativeError()).isEqualTo(Double.MAX_VALUE);
    assertThat(check.result().detail())
        .isEqualTo("conv.weight[5] is " + value + ", expected 2.0000000");
    RuleCheck expected = new RuleCheck("N3", "gradients");
    expected.compare("x", 0, 1, value, 1e300, 4);
    assertThat(expected.result().passed()).isFalse();
  }

  @Test
  void aBoundThatIsNoNumberHoldsNothing() {
    compare(check, 2, Double.NaN);
    assertThat(check.result().passed()).isFalse();
  }

  @Test
  void theFirstFailureIsTheReasonAndNothingThatPassesUndoesIt() {
    check.fail("it crashed");
    check.fail("it crashed again");
    compare(check, 2, 1);
    assertThat(check.result().passed()).isFalse();
    assertThat(check.result().detail()).isEqualTo("it crashed");
  }

  @Test
  void aRuleThatSawNothingWasNotReachedUnlessThereIsNothingForIt() {
    assertThat(check.result().passed()).isFalse();
    assertThat(check.result().detail()).isEqualTo("was not reached");
    check.nothingToCompare("no batch normalisation");
    assertThat(check.result().passed()).isTrue();
    assertThat(check.result().detail()).isEqualTo("no batch normalisation");
  }

  @Test
  void notesFollowTheElementOneAfterTheOther() {
    compare(check, 2, 1);
    check.note("bit-identical");
    check.note("3 branches");
    assertThat(check.result().detail())
        .isEqualTo("conv.weight[5] is 2.0000000, expected 2.0000000; bit-identical; 3 branches");
  }

  @Test
  void aTensorIsComparedElementByElementAtItsOwnSize() {
    check.compare(new Expected("logits", new double[] {1, -8}, 0.5), new float[] {1, -8.25f});
    assertThat(check.result().passed()).isTrue();
    assertThat(check.result().tolerance()).isEqualTo(0.5 / 8);
    check.compare(new Expected("logits", new double[] {1, -8}, 0.5), new float[] {1.75f, -8});
    assertThat(check.result().passed()).isFalse();
    assertThat(check.result().detail()).startsWith("logits[0]");
  }

  @Test
  void aTensorOfAnotherLengthFails() {
    check.compare(new Expected("logits", new double[] {1, 2}, 9), new float[] {1});
    assertThat(check.result().passed()).isFalse();
    assertThat(check.result().detail()).isEqualTo("logits has 1 elements, expected 2");
  }

  /** A rule that has to hold half of its elements to less than a tenth of their size. */
  private static RuleCheck holding() {
    return new RuleCheck("N4", "parameters", 0.5);
  }

  @Test
  void aRuleThatHoldsTooLittleDoesNotPass() {
    RuleCheck half = holding();
    compare(half, 2, 0.39);
    compare(half, 2, 0.4);
    assertThat(half.result().passed()).isTrue();
    RuleCheck less = holding();
    compare(less, 2, 0.39);
    compare(less, 2, 0.4);
    compare(less, 2, 0.4);
    assertThat(less.result().passed()).isFalse();
    assertThat(less.result().detail()).contains("held 33.3% of the elements");
  }

  @Test
  void whatIsHeldComesBeforeWhatIsNotUnlessThatFails() {
    RuleCheck rule = holding();
    rule.compare("tight", 0, 2.1, 2, 0.2, 4);
    rule.compare("loose", 0, 3.9, 2, 2, 4);
    assertThat(rule.result().detail()).startsWith("tight[0]");
    RuleCheck other = holding();
    other.compare("loose", 0, 3.9, 2, 2, 4);
    other.compare("tight", 0, 2.1, 2, 0.2, 4);
    other.compare("tight", 1, 2.05, 2, 0.2, 4);
    assertThat(other.result().detail()).startsWith("tight[0]");
    other.compare("loose", 1, 4.1, 2, 2, 4);
    assertThat(other.result().passed()).isFalse();
    assertThat(other.result().detail()).startsWith("loose[1]");
  }
}
