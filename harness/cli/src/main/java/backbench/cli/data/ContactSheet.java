package backbench.cli.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws images side by side in one PNG, each above its label. */
final class ContactSheet {

  private static final int GREY_CHANNELS = 1;
  private static final int COLOUR_CHANNELS = 3;

  /** Small images are magnified by a whole number, until they are this wide. */
  private static final int LEAST_TILE_WIDTH = 64;

  private static final int GAP = 4;
  private static final int LABEL_GAP = 2;
  private static final int PAPER = 0xFFFFFF;
  private static final int INK = 0x000000;
  private static final long MOST_PIXELS = 1L << 26;

  private final Shape shape;
  private final int columns;
  private final int zoom;
  private final BufferedImage image;
  private final Glyphs glyphs = Glyphs.load();

  /**
   * Starts an empty sheet.
   *
   * @param shape of each image: [1 or 3, height, width]
   * @throws BackbenchException {@code INVALID_ARGUMENT} if such images cannot be shown, or not so
   *     many
   */
  ContactSheet(Shape shape, int rows, int columns) {
    this.shape = shape;
    this.columns = columns;
    if (shape.channels() != GREY_CHANNELS && shape.channels() != COLOUR_CHANNELS) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "cannot draw images of shape " + shape + "; expected one channel or three");
    }
    this.zoom = Math.max(1, (LEAST_TILE_WIDTH + shape.width() - 1) / shape.width());
    long sheetWidth = GAP + (long) columns * stepX();
    long sheetHeight = GAP + (long) rows * stepY();
    if (sheetWidth * sheetHeight > MOST_PIXELS) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "a sheet of %d × %d pixels is too large; expected fewer rows and columns"
              .formatted(sheetWidth, sheetHeight));
    }
    this.image = new BufferedImage((int) sheetWidth, (int) sheetHeight, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheetHeight; y++) {
      for (int x = 0; x < sheetWidth; x++) {
        image.setRGB(x, y, PAPER);
      }
    }
  }

  /**
   * Draws an image at a place, counted row by row.
   *
   * @param pixels in the order of the shape, 0 (dark) to 255 (bright); values beyond are clamped
   * @param label the text below
   */
  void draw(int place, float[] pixels, String label) {
    int left = GAP + place % columns * stepX();
    int top = GAP + place / columns * stepY();
    for (int y = 0; y < shape.height() * zoom; y++) {
      for (int x = 0; x < shape.width() * zoom; x++) {
        image.setRGB(left + x, top + y, colour(pixels, y / zoom * shape.width() + x / zoom));
      }
    }
    glyphs.write(
        label,
        left,
        top + shape.height() * zoom + LABEL_GAP,
        shape.width() * zoom,
        (x, y) -> image.setRGB(x, y, INK));
  }

  /** Returns the sheet as the bytes of a PNG file. */
  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalStateException("every Java platform writes PNG");
      }
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, "cannot encode the sheet as PNG: " + e, e);
    }
    return bytes.toByteArray();
  }

  private int colour(float[] pixels, int at) {
    int plane = shape.channels() == COLOUR_CHANNELS ? shape.height() * shape.width() : 0;
    return level(pixels[at]) << 16 | level(pixels[at + plane]) << 8 | level(pixels[at + 2 * plane]);
  }

  private static int level(float value) {
    return Math.max(0, Math.min(255, Math.round(value)));
  }

  private int stepX() {
    return shape.width() * zoom + GAP;
  }

  private int stepY() {
    return shape.height() * zoom + LABEL_GAP + Glyphs.HEIGHT + GAP;
  }
}
