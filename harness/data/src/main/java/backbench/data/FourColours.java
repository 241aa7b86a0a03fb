package backbench.data;

import java.awt.image.Raster;

/**
 * Turns cyan, magenta, yellow and black into red, green and blue.
 *
 * <p>By the formula of OpenCV and Pillow, {@code red = (255 - cyan) · (255 - black) / 255}: what is
 * printed depends on inks and paper, of which an embedded profile would tell, and none is applied.
 */
final class FourColours {

  private static final int BANDS = 4;

  private FourColours() {}

  /**
   * Converts the bands of a JPEG as they are kept.
   *
   * @return three bytes a pixel, row by row
   */
  static byte[] rgb(Raster raster, JpegHeader header) {
    int width = raster.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(3, width * raster.getHeight())];
    int[] row = new int[width * BANDS];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (header.transformed()) {
          toInks(row, x * BANDS);
        }
        int paper = lightness(row[x * BANDS + 3], header);
        for (int colour = 0; colour < 3; colour++) {
          int light = lightness(row[x * BANDS + colour], header) * paper;
          rgb[3 * (y * width + x) + colour] = (byte) ((light + 127) / 255);
        }
      }
    }
    return rgb;
  }

  /** Adobe keeps how much light an ink leaves; others keep how much ink there is. */
  private static int lightness(int kept, JpegHeader header) {
    return header.adobe() ? kept : 255 - kept;
  }

  /**
   * Undoes the transform of the first three inks, whose complements are kept as luma and chroma.
   */
  private static void toInks(int[] row, int at) {
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
