package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvaluatorTest {

  @Test
  void equalLogitsCostTheLogarithmOfTheClasses() {
    assertThat(Evaluator.crossEntropy(new float[10], 0, 10, 3))
        .isCloseTo(Math.log(10), within(1e-15));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    float[] logits = {3e38f, -3e38f};
    assertThat(Evaluator.crossEntropy(logits, 0, 2, 0)).isZero();
    assertThat(Evaluator.crossEntropy(logits, 0, 2, 1)).isCloseTo(6e38, within(1e32));
  }

  @Test
  void logitsThatAreNotNumbersCostNotANumberAndAreNeverRight() {
    float[] logits = {0, Float.NaN};
    assertThat(Evaluator.crossEntropy(logits, 0, 2, 0)).isNaN();
    assertThat(Evaluator.highest(logits, 0, 2)).isEqualTo(-1);
  }

  @Test
  void theFirstOfEqualLogitsWins() {
    assertThat(Evaluator.highest(new float[] {9, 1, 5, 5}, 1, 3)).isEqualTo(1);
  }
}
