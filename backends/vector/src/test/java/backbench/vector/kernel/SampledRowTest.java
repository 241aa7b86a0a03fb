package backbench.vector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.vector.memory.Layout;
import org.junit.jupiter.api.Test;

class SampledRowTest {

  private final Layout image = new Layout(3, 4, 5, 8, SampledRow.HALO);
  private final SampledRow row = new SampledRow(image, 3);

  private void locate(double y, float... theta) {
    row.locate(theta, 0, y);
  }

  @Test
  void theIdentityPlacesPointsOnThePixelsOfTheBorder() {
    locate(-1, 1, 0, 0, 0, 1, 0);
    assertThat(row.at()).containsExactly(image.at(0, 0), image.at(0, 2), image.at(0, 4));
    assertThat(row.right()).containsExactly(0, 0, 0);
    locate(1, 1, 0, 0, 0, 1, 0);
    assertThat(row.at()).containsExactly(image.at(3, 0), image.at(3, 2), image.at(3, 4));
    assertThat(row.down()).containsExactly(0, 0, 0);
  }

  @Test
  void aPointBetweenPixelsLiesRightOfAndBelowTheFirstOfThem() {
    locate(0, 0.5f, 0, 0.125f, 0, 1, 0.5f);
    assertThat(row.at()).containsExactly(image.at(2, 1), image.at(2, 2), image.at(2, 3));
    assertThat(row.right()).containsExactly(0.25f, 0.25f, 0.25f);
    assertThat(row.down()[0]).isCloseTo(0.25f, within(1e-6f));
  }

  @Test
  void aPointBesideTheBorderReadsOneColumnOfTheHalo() {
    // Columns -0.5, 2 and 4.5 of an image with columns 0 to 4.
    locate(-1, 1.25f, 0, 0, 0, 1, 0);
    assertThat(row.at()).containsExactly(image.at(0, -1), image.at(0, 2), image.at(0, 4));
    assertThat(row.right()).containsExactly(0.5f, 0, 0.5f);
  }

  @Test
  void aPointFarOutsideReadsOnlyTheHalo() {
    int nothing = image.at(-2, -2);
    locate(0, 1e30f, 0, 0, 0, 1, 0);
    assertThat(row.at()).containsExactly(nothing, image.at(1, 2), nothing);
    locate(0, 1, 0, 0, 0, 1, 2);
    assertThat(row.at()).containsOnly(nothing);
    assertThat(row.right()).containsOnly(0);
    assertThat(row.down()).containsOnly(0);
    locate(0, 1, 0, 0, 0, 1, -2);
    assertThat(row.at()).containsOnly(nothing);
  }

  @Test
  void aPointThatIsNoNumberWeighsThePixelsWithNaN() {
    for (float damaged : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      locate(0, 1, 0, damaged, 0, 1, 0);
      assertThat(row.at()).containsOnly(0);
      assertThat(row.right()).containsOnly(Float.NaN);
      assertThat(row.down()).containsOnly(Float.NaN);
    }
  }
}
