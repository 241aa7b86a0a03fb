package backbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;

class DigitsDifficultyTest {

  private static double linearAccuracy(Dataset dataset, int epochs) {
    SoftmaxRegression linear = new SoftmaxRegression(dataset.train());
    linear.train(dataset.train(), epochs, 0.02);
    return linear.accuracy(dataset.test());
  }

  @Test
  void aLinearModelStaysWellBelowNinetyPercentOnDigits() {
    Dataset digits = Datasets.open(new DataSource.Digits(1, 6_000, 1_000));
    assertThat(linearAccuracy(digits, 15)).isCloseTo(0.819, offset(0.02));
  }

  @Test
  void theSameLinearModelIsAtItsKnownLevelOnMnist() {
    // 92 percent is what is published for it, so its level on digits is not for want of training.
    assertThat(linearAccuracy(MnistTest.open(), 2)).isBetween(0.91, 0.93);
  }
}
