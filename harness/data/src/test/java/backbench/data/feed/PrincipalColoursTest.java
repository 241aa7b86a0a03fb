package backbench.data.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import backbench.data.Samples;
import backbench.graph.Shape;
import backbench.random.PinnedRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PrincipalColoursTest {

  private static final Offset<Double> ROUNDING = within(1e-14);

  private static double variance(PrincipalColours colours, int component) {
    return colours.components().get(component).variance();
  }

  private static Tint direction(PrincipalColours colours, int component) {
    return colours.components().get(component).direction();
  }

  @Test
  void aKnownCovarianceHasKnownComponents() {
    // Eigenvalues 3, 1 (red and green) and 2 (blue) of a matrix that is solved by hand.
    PrincipalColours colours =
        PrincipalColours.ofCovariance(new double[][] {{2, -1, 0}, {-1, 2, 0}, {0, 0, 2}});
    double half = Math.sqrt(0.5);
    assertThat(variance(colours, 0)).isCloseTo(3, ROUNDING);
    assertThat(variance(colours, 1)).isCloseTo(2, ROUNDING);
    assertThat(variance(colours, 2)).isCloseTo(1, ROUNDING);
    assertThat(Math.abs(direction(colours, 0).red())).isCloseTo(half, ROUNDING);
    assertThat(direction(colours, 0).green()).isCloseTo(-direction(colours, 0).red(), ROUNDING);
    assertThat(direction(colours, 1)).isEqualTo(new Tint(0, 0, 1));
    assertThat(direction(colours, 2).red()).isCloseTo(half, ROUNDING);
    assertThat(direction(colours, 2).green()).isCloseTo(half, ROUNDING);
  }

  @Test
  void componentsAreOrthonormalOrderedSignedAndMakeUpTheMatrix() {
    PinnedRandom random = new PinnedRandom(5);
    for (int trial = 0; trial < 1_000; trial++) {
      double[][] covariance = randomCovariance(random);
      PrincipalColours colours = PrincipalColours.ofCovariance(covariance);
      for (int i = 0; i < 3; i++) {
        assertThat(variance(colours, i))
            .isGreaterThanOrEqualTo(i == 2 ? 0 : variance(colours, i + 1));
        Tint each = direction(colours, i);
        assertThat(Math.max(each.red(), Math.max(each.green(), each.blue())))
            .isGreaterThanOrEqualTo(-Math.min(each.red(), Math.min(each.green(), each.blue())));
        for (int j = 0; j < 3; j++) {
          double dot = 0;
          double entry = 0;
          for (int k = 0; k < 3; k++) {
            dot += each.of(k) * direction(colours, j).of(k);
            entry +=
                variance(colours, k) * direction(colours, k).of(i) * direction(colours, k).of(j);
          }
          assertThat(dot).isCloseTo(i == j ? 1 : 0, ROUNDING);
          assertThat(entry).isCloseTo(covariance[i][j], ROUNDING);
        }
      }
    }
  }

  private static double[][] randomCovariance(PinnedRandom random) {
    double[][] factor = new double[3][3];
    double[][] covariance = new double[3][3];
    for (double[] row : factor) {
      for (int i = 0; i < 3; i++) {
        row[i] = random.nextDouble(-1, 1);
      }
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          covariance[i][j] += factor[i][k] * factor[j][k];
        }
      }
    }
    return covariance;
  }

  @Test
  void theColoursOfSamplesAreThoseOfAllTheirPixels() {
    // Two pixels: black, and (255, 255, 0). Half of each: red and green vary together by 1/4 each.
    Samples samples =
        new Samples(
            Shape.image(3, 1, 1),
            2,
            new byte[] {0, 0, 0, (byte) 255, (byte) 255, 0},
            new byte[] {0, 1});
    PrincipalColours colours = PrincipalColours.of(samples);
    assertThat(variance(colours, 0)).isCloseTo(0.5, ROUNDING);
    assertThat(variance(colours, 1)).isCloseTo(0, ROUNDING);
    assertThat(variance(colours, 2)).isCloseTo(0, ROUNDING);
    assertThat(direction(colours, 0).red()).isCloseTo(Math.sqrt(0.5), ROUNDING);
    assertThat(direction(colours, 0).green()).isCloseTo(Math.sqrt(0.5), ROUNDING);
    assertThat(direction(colours, 0).blue()).isCloseTo(0, ROUNDING);
  }

  @Test
  void pixelsOfAllSamplesVaryAboutTheirCommonMeans() {
    // Every combination of 40 ± 10, 100 ± 20 and 200 ± 30, once: no two colours vary together.
    byte[] pixels = new byte[4 * 6];
    for (int i = 0; i < 8; i++) {
      int at = i / 2 * 6 + i % 2;
      pixels[at] = (byte) ((i & 1) == 0 ? 30 : 50);
      pixels[at + 2] = (byte) ((i & 2) == 0 ? 80 : 120);
      pixels[at + 4] = (byte) ((i & 4) == 0 ? 170 : 230);
    }
    PrincipalColours colours =
        PrincipalColours.of(new Samples(Shape.image(3, 1, 2), 1, pixels, new byte[4]));
    assertThat(variance(colours, 0)).isCloseTo(900 / 65_025.0, ROUNDING);
    assertThat(direction(colours, 0)).isEqualTo(new Tint(0, 0, 1));
    assertThat(variance(colours, 1)).isCloseTo(400 / 65_025.0, ROUNDING);
    assertThat(direction(colours, 1)).isEqualTo(new Tint(0, 1, 0));
    assertThat(variance(colours, 2)).isCloseTo(100 / 65_025.0, ROUNDING);
    assertThat(direction(colours, 2)).isEqualTo(new Tint(1, 0, 0));
  }

  @Test
  void aTintIsTheSumOfMultiplesTimesVariancesInRawValues() {
    PrincipalColours colours =
        PrincipalColours.ofCovariance(new double[][] {{0.4, 0, 0}, {0, 0.1, 0}, {0, 0, 0.2}});
    // By falling variance: red, blue, green.
    Tint tint = colours.tint(new double[] {0.5, -1, 2});
    assertThat(tint.red()).isCloseTo(255 * 0.5 * 0.4, within(1e-10));
    assertThat(tint.blue()).isCloseTo(255 * -1 * 0.2, within(1e-10));
    assertThat(tint.green()).isCloseTo(255 * 2 * 0.1, within(1e-10));
  }

  @Test
  void imagesOfOneColourHaveNoLighting() {
    Samples grey = new Samples(Shape.image(3, 2, 2), 1, new byte[24], new byte[2]);
    assertThat(PrincipalColours.of(grey).tint(new double[] {1, 1, 1})).isEqualTo(new Tint(0, 0, 0));
  }
}
