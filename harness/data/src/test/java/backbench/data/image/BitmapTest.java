package backbench.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.data.Fit;
import backbench.graph.Shape;
import org.junit.jupiter.api.Test;

class BitmapTest {

  /** Makes a bitmap whose red is given, whose green is red + 1 and whose blue red + 2. */
  private static Bitmap of(int width, int... red) {
    byte[] rgb = new byte[3 * red.length];
    for (int i = 0; i < red.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        rgb[3 * i + channel] = (byte) (red[i] + channel);
      }
    }
    return new Bitmap(width, red.length / width, rgb);
  }

  private static int[] plane(byte[] pixels, int channel, int size) {
    int[] plane = new int[size];
    for (int i = 0; i < size; i++) {
      plane[i] = pixels[channel * size + i] & 0xFF;
    }
    return plane;
  }

  @Test
  void theSameSizeGivesTheSamePixelsInPlanes() {
    byte[] resized = of(3, 1, 40, 90, 250, 8, 77).resized(Shape.image(3, 2, 3), Fit.STRETCH);
    assertThat(plane(resized, 0, 6)).containsExactly(1, 40, 90, 250, 8, 77);
    assertThat(plane(resized, 1, 6)).containsExactly(2, 41, 91, 251, 9, 78);
    assertThat(plane(resized, 2, 6)).containsExactly(3, 42, 92, 252, 10, 79);
  }

  @Test
  void stretchingInterpolatesBetweenCentres() {
    // As of cv2.resize(np.uint8([[0, 100]]), (4, 1)).
    byte[] wider = of(2, 0, 100).resized(Shape.image(3, 1, 4), Fit.STRETCH);
    assertThat(plane(wider, 0, 4)).containsExactly(0, 25, 75, 100);
    byte[] narrower = of(4, 0, 10, 20, 30).resized(Shape.image(3, 1, 2), Fit.STRETCH);
    assertThat(plane(narrower, 0, 2)).containsExactly(5, 25);
    byte[] both = of(2, 0, 100, 200, 100).resized(Shape.image(3, 1, 1), Fit.STRETCH);
    assertThat(plane(both, 0, 1)).containsExactly(100);
  }

  @Test
  void croppingKeepsProportionsAndCutsEvenly() {
    Bitmap wide = of(6, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110);
    byte[] cropped = wide.resized(Shape.image(3, 2, 2), Fit.CROP);
    assertThat(plane(cropped, 0, 4)).containsExactly(20, 30, 80, 90);
    Bitmap tall = of(2, 0, 1, 10, 11, 20, 21, 30, 31, 40, 41, 50, 51);
    assertThat(plane(tall.resized(Shape.image(3, 2, 2), Fit.CROP), 0, 4))
        .containsExactly(20, 21, 30, 31);
  }

  @Test
  void oneChannelIsTheLuma() {
    Bitmap colours = new Bitmap(3, 1, new byte[] {-1, 0, 0, 0, -1, 0, 0, 0, -1});
    byte[] luma = colours.resized(Shape.image(1, 1, 3), Fit.STRETCH);
    assertThat(plane(luma, 0, 3)).containsExactly(76, 150, 29);
  }

  @Test
  void aFlatColourStaysFlat() {
    byte[] resized = of(3, 253, 253, 253, 253, 253, 253).resized(Shape.image(3, 7, 5), Fit.STRETCH);
    assertThat(plane(resized, 2, 35)).containsOnly(255);
  }
}
