package backbench.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldElementsTest {

  private final RuleCheck check = new RuleCheck("N4", "parameters", 0.1);

  private void compare(int elements, double error, double allowed) {
    for (int i = 0; i < elements; i++) {
      check.compare("w", i, 1 + error, 1, allowed, 1);
    }
  }

  @Test
  void tooLittleHeldIsInconclusiveAndNotWrong() {
    compare(5, 1e-7, 1e-5);
    compare(95, 0.1, 0.5);
    RuleResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.passed()).isFalse();
    assertThat(result.failed()).isFalse();
    assertThat(result.detail()).contains("held 5.0% of the elements").contains("proves little");
  }

  @Test
  void enoughHeldPasses() {
    compare(10, 1e-7, 1e-5);
    compare(90, 0.1, 0.5);
    assertThat(check.result().verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void whatIsBeyondItsToleranceIsWrongHoweverLittleIsHeld() {
    compare(1, 1e-7, 1e-5);
    compare(99, 0.6, 0.5);
    assertThat(check.result().verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  void theErrorShownIsTheWorstOfWhatIsHeld() {
    compare(50, 1e-7, 1e-5);
    compare(50, 0.4, 0.5);
    assertThat(check.result().worstRelativeError()).isBetween(0.9e-7, 1.1e-7);
  }
}
