package backbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  private static final Dataset HUNDRED_AND_FORTY =
      Dataset.of(Counting.samples(100, Shape.vector(2)), Counting.samples(40, Shape.vector(2)));

  private static Selection selection(Integer train, double validation, Integer test) {
    return new Selection(Optional.ofNullable(train), validation, Optional.ofNullable(test));
  }

  private static int number(Samples samples, int index) {
    float[] pixels = new float[2];
    samples.copyPixels(index, Scaling.IDENTITY, pixels, 0);
    return (int) pixels[0];
  }

  @Test
  void everythingIsUsedUnlessALimitSaysOtherwise() {
    Selection.Parts parts = Selection.ALL.of(HUNDRED_AND_FORTY);
    assertThat(parts.train().size()).isEqualTo(100);
    assertThat(parts.validation().size()).isZero();
    assertThat(parts.test().size()).isEqualTo(40);
  }

  @Test
  void theLastSamplesOfTheLimitedSetAreHeldOut() {
    Selection.Parts parts = selection(50, 0.1, 7).of(HUNDRED_AND_FORTY);
    assertThat(parts.train().size()).isEqualTo(45);
    assertThat(parts.validation().size()).isEqualTo(5);
    assertThat(parts.test().size()).isEqualTo(7);
    assertThat(number(parts.train(), 44)).isEqualTo(44);
    assertThat(number(parts.validation(), 0)).isEqualTo(45);
    assertThat(parts.validation().label(4)).isEqualTo(9);
    assertThat(number(parts.test(), 6)).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"100,0.1,90", "100,0.3,70", "99,0.1,89", "5,0.1,4", "2,0.5,1", "100,0.99,1"})
  void theSplitRoundsDownAsKerasDoes(int size, double fraction, int kept) {
    Selection.Parts parts = selection(size, fraction, null).of(HUNDRED_AND_FORTY);
    assertThat(parts.train().size()).isEqualTo(kept);
    assertThat(parts.validation().size()).isEqualTo(size - kept);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
  void aFractionOutOfRangeIsRefused(double fraction) {
    assertInvalid(() -> selection(null, fraction, null), "validation fraction");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aLimitBelowOneIsRefused(int limit) {
    assertInvalid(() -> selection(limit, 0, null), "training samples must be at least 1");
    assertInvalid(() -> selection(null, 0, limit), "test samples must be at least 1");
  }

  @Test
  void aLimitPastTheDatasetIsRefused() {
    assertInvalid(() -> selection(101, 0, null).of(HUNDRED_AND_FORTY), "first 101", "has 100");
    assertInvalid(() -> selection(null, 0, 41).of(HUNDRED_AND_FORTY), "first 41", "has 40");
  }

  @Test
  void aSplitThatLeavesNothingToLearnFromIsRefused() {
    assertInvalid(() -> selection(1, 0.1, null).of(HUNDRED_AND_FORTY), "leaves none of 1");
  }

  private static void assertInvalid(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BackbenchException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContainingAll(parts);
  }
}
