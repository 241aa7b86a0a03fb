package backbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

  @Test
  void labelsAreCheckedAgainstTheClasses() {
    assertThatThrownBy(() -> new Samples(Shape.vector(1), 3, new byte[2], new byte[] {0, 3}))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContainingAll("label 3", "sample 1", "0 to 2");
  }

  @Test
  void twoHundredAndFiftySixClassesFit() {
    Samples samples = new Samples(Shape.vector(1), 256, new byte[1], new byte[] {(byte) 255});
    assertThat(samples.label(0)).isEqualTo(255);
  }

  @Test
  void pixelsMustFillTheImages() {
    assertThatThrownBy(() -> new Samples(Shape.vector(2), 3, new byte[3], new byte[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void aSliceKnowsOnlyItsOwnSamples(int index) {
    Samples slice = Counting.samples(10, Shape.vector(1)).slice(4, 6);
    assertThat(slice.size()).isEqualTo(2);
    assertThat(slice.label(1)).isEqualTo(5);
    assertThatThrownBy(() -> slice.label(index)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.copyPixels(index, Scaling.UNIT, new float[1], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rawPixelsAreThoseOfTheSlice() {
    Samples slice = Counting.samples(10, Shape.vector(2)).slice(4, 6);
    byte[] raw = new byte[3];
    slice.copyRaw(1, raw, 1);
    assertThat(raw).containsExactly(0, 5, 6);
    assertThatThrownBy(() -> slice.copyRaw(2, raw, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void floatsHaveNoRawBytes() {
    Pixels floats = new FloatPixels(new float[] {0.5f, 1}, 1, 1);
    Samples samples = new Samples(Shape.vector(1), 2, floats, new byte[] {0, 1});
    assertThatThrownBy(() -> samples.copyRaw(0, new byte[1], 0))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("arrays of floats");
  }

  @Test
  void scalingRoundsOnceFromDouble() {
    for (int raw = 0; raw < 256; raw++) {
      assertThat(Scaling.UNIT.table()[raw]).isEqualTo((float) (raw * (1.0 / 255)));
      assertThat(Scaling.IDENTITY.apply(raw)).isEqualTo(raw);
    }
    assertThat(Scaling.CENTERED.apply(0)).isEqualTo(-0.5f);
    assertThat(Scaling.CENTERED.apply(255)).isEqualTo(0.5f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aScalingIsFinite(double value) {
    assertThatThrownBy(() -> new Scaling(value, 0)).isInstanceOf(BackbenchException.class);
    assertThatThrownBy(() -> new Scaling(1, value)).isInstanceOf(BackbenchException.class);
  }
}
