package backbench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.graph.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {

  private static final Shape COLOUR = Shape.image(3, 8, 10);
  private static final Shape GREY = Shape.image(1, 8, 10);

  private static Augmentation cropped(Augmentation.Crop crop) {
    return new Augmentation(0, Optional.of(crop), 0);
  }

  private static Optional<String> misfit(Augmentation augmentation, Shape shape) {
    return augmentation.misfit(shape).map(Augmentation.Misfit::key);
  }

  @Test
  void noneFitsEverything() {
    assertThat(Augmentation.NONE.isNone()).isTrue();
    assertThat(Augmentation.NONE.inWords()).isEmpty();
    assertThat(Augmentation.NONE.shape(Shape.vector(7))).isEqualTo(Shape.vector(7));
  }

  @Test
  void onlyAWindowChangesTheShape() {
    assertThat(cropped(new Augmentation.Crop.Window(5, 6)).shape(COLOUR))
        .isEqualTo(Shape.image(3, 5, 6));
    assertThat(cropped(new Augmentation.Crop.Padded(4)).shape(COLOUR)).isEqualTo(COLOUR);
    assertThat(new Augmentation(0.5, Optional.empty(), 0.1).shape(COLOUR)).isEqualTo(COLOUR);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Augmentation lit = new Augmentation(0, Optional.empty(), 0.1);
    assertThat(misfit(lit, COLOUR)).isEmpty();
    assertThat(misfit(lit, GREY)).contains("lighting");
    assertThat(misfit(lit, Shape.vector(3))).contains("lighting");
    assertThat(misfit(new Augmentation(1, Optional.empty(), 0), Shape.vector(3))).contains("flip");
    assertThat(misfit(cropped(new Augmentation.Crop.Window(8, 10)), GREY)).isEmpty();
    assertThat(misfit(cropped(new Augmentation.Crop.Window(9, 10)), GREY)).contains("crop");
    assertThat(misfit(cropped(new Augmentation.Crop.Window(8, 11)), GREY)).contains("crop");
    assertThat(misfit(cropped(new Augmentation.Crop.Padded(7)), GREY)).isEmpty();
    assertThat(misfit(cropped(new Augmentation.Crop.Padded(8)), GREY)).contains("crop");
    assertThat(misfit(cropped(new Augmentation.Crop.Padded(1)), Shape.vector(3))).contains("crop");
    assertThatThrownBy(() -> lit.shape(GREY))
        .isInstanceOf(BackbenchException.class)
        .hasMessage("lighting: samples [1, 8, 10]; expected colour images of three channels");
  }

  @Test
  void itSaysWhatItDoes() {
    assertThat(new Augmentation(0.5, Optional.of(new Augmentation.Crop.Padded(4)), 0.1).inWords())
        .isEqualTo("flip 0.5, crop after padding by 4, lighting 0.1");
    assertThat(cropped(new Augmentation.Crop.Window(5, 6)).inWords()).isEqualTo("crop to 5 by 6");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aProbabilityIsFromZeroToOne(double flip) {
    assertThatThrownBy(() -> new Augmentation(flip, Optional.empty(), 0))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("flip");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.POSITIVE_INFINITY, Double.NaN})
  void aDeviationIsFiniteAndNotNegative(double lighting) {
    assertThatThrownBy(() -> new Augmentation(0, Optional.empty(), lighting))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("lighting");
  }

  @Test
  void cropsHaveASize() {
    assertThatThrownBy(() -> new Augmentation.Crop.Padded(0)).hasMessageContaining("1 to 1024");
    assertThatThrownBy(() -> new Augmentation.Crop.Padded(1025)).hasMessageContaining("1 to 1024");
    assertThatThrownBy(() -> new Augmentation.Crop.Window(0, 1)).hasMessageContaining("0 by 1");
    assertThatThrownBy(() -> new Augmentation.Crop.Window(1, 0)).hasMessageContaining("1 by 0");
  }
}
