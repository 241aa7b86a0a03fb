package backbench.report.layout;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.stats.Estimate;
import backbench.stats.Interval;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @Test
  void whatWasStatedIsWrittenAsItWas() {
    assertThat(Numbers.stated(0.78)).isEqualTo("0.78");
    assertThat(Numbers.stated(0.0025)).isEqualTo("0.0025");
    assertThat(Numbers.stated(62)).isEqualTo("62");
    assertThat(Numbers.stated(100)).isEqualTo("100");
    assertThat(Numbers.stated(1e-5)).isEqualTo("0.00001");
  }

  @Test
  void differencesHaveTheirSign() {
    assertThat(Numbers.signed(0.01234)).isEqualTo("+0.0123");
    assertThat(Numbers.signed(-0.5)).isEqualTo("-0.5000");
    assertThat(Numbers.signed(0)).isEqualTo("0.0000");
    assertThat(Numbers.signed(0.00003)).isEqualTo("0.0000");
    assertThat(Numbers.signed(-0.00003)).isEqualTo("0.0000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "12.3456; 11.9; 12.8; 12.35 [11.90, 12.80]",
        "4857.3; 4701; 5012; 4,860 [4,700, 5,010]",
        "0.012345; 0.0122; 0.0125; 0.01235 [0.01220, 0.01250]",
        "1.5; 0.003; 400; 1.5 [0.003, 400.0]",
        "3; 3; 3; 3.0000 [3.0000, 3.0000]",
      })
  void digitsFollowTheUncertainty(double value, double low, double high, String shown) {
    Estimate estimate = new Estimate(value, Optional.of(new Interval(low, high)), 5, low, high);
    assertThat(Numbers.measured(estimate).full()).isEqualTo(shown);
  }

  @Test
  void withoutAnIntervalThereAreThreeDigits() {
    assertThat(Numbers.measured(new Estimate(4857.3, Optional.empty(), 1, 0, 0)).full())
        .isEqualTo("4,860");
  }

  @Test
  void accuraciesHaveFourPlacesAndBoundsWithinZeroAndOne() {
    Estimate estimate = new Estimate(0.99123, Optional.of(new Interval(0.97, 1.01)), 3, 0.98, 1);
    assertThat(Numbers.fraction(estimate).full()).isEqualTo("0.9912 [0.9700, 1.0000]");
  }

  @Test
  void lossesHaveBoundsFromZeroUp() {
    Estimate estimate = new Estimate(0.317, Optional.of(new Interval(-0.0164, 0.609)), 3, 0.2, 0.5);
    assertThat(Numbers.loss(estimate).full()).isEqualTo("0.3170 [0.0000, 0.6090]");
  }

  @Test
  void durationsReadAsPeopleSayThem() {
    assertThat(Numbers.duration(Duration.ofMillis(4400))).isEqualTo("4 s");
    assertThat(Numbers.duration(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
    assertThat(Numbers.duration(Duration.ofMinutes(123))).isEqualTo("2 h 03 min");
  }
}
