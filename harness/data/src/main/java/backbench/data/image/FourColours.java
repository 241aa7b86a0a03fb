package backbench.data.image;

import java.awt.image.Raster;

/**
 * Turns cyan, magenta, yellow and black into red, green and blue.
 *
 * <p>By the formula of OpenCV and Pillow, {@code red = cyan · black / 255}: a JPEG keeps how much
 * light each ink leaves, as Adobe began it, and both take every file for one of those. What is
 * printed depends on inks and paper, of which an embedded profile would tell; none is applied.
 */
final class FourColours {

  /** How many colours there are. */
  static final int BANDS = 4;

  private FourColours() {}

  /**
   * Converts the four bands of a JPEG as they are kept.
   *
   * @param transformed whether the first three are kept as luma and chroma of their complements
   * @return three bytes a pixel, row by row
   */
  static byte[] rgb(Raster raster, boolean transformed) {
    int width = raster.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(3, width * raster.getHeight())];
    int[] row = new int[width * BANDS];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (transformed) {
          undoTransform(row, x * BANDS);
        }
        int black = row[x * BANDS + 3];
        for (int colour = 0; colour < 3; colour++) {
          rgb[3 * (y * width + x) + colour] =
              (byte) ((row[x * BANDS + colour] * black + 127) / 255);
        }
      }
    }
    return rgb;
  }

  private static void undoTransform(int[] row, int at) {
    double luma = row[at];
    double blue = row[at + 1] - 128.0;
    double red = row[at + 2] - 128.0;
    row[at] = complement(luma + 1.402 * red);
    row[at + 1] = complement(luma - 0.344136 * blue - 0.714136 * red);
    row[at + 2] = complement(luma + 1.772 * blue);
  }

  private static int complement(double value) {
    return 255 - (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
