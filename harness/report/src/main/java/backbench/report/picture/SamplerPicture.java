package backbench.report.picture;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.results.samples.SampledImages;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws samples with the outline of what a sampler reads, above what it hands on. */
public final class SamplerPicture {

  /** The side of the square that holds an image. */
  static final int TILE = 120;

  /** What is between two tiles, and around all. */
  static final int GAP = 6;

  private static final int MOST_ACROSS = 10;
  private static final int MOST_SHOWN = 100;
  private static final float LINE = 2;
  private static final Color OUTLINE = new Color(0xE69F00);

  private final SampledImages images;
  private final BufferedImage sheet;

  private SamplerPicture(SampledImages images) {
    this.images = images;
    int shown = Math.min(images.images().size(), MOST_SHOWN);
    int across = Math.max(1, Math.min(shown, MOST_ACROSS));
    int down = (shown + across - 1) / across;
    this.sheet =
        new BufferedImage(
            GAP + across * (TILE + GAP),
            GAP + down * 2 * (TILE + GAP),
            BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < shown; i++) {
      draw(
          images.images().get(i),
          GAP + i % across * (TILE + GAP),
          GAP + i / across * 2 * (TILE + GAP));
    }
  }

  /** Draws; returns the bytes of a PNG file, transparent between the samples. */
  public static byte[] png(SampledImages images) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(new SamplerPicture(images).sheet, "png", bytes)) {
        throw new IllegalStateException("every Java platform writes PNG");
      }
    } catch (IOException e) {
      throw new BackbenchException(ErrorCode.IO, "a picture cannot be encoded: " + e, e);
    }
    return bytes.toByteArray();
  }

  private void draw(SampledImages.Image image, int left, int top) {
    Tile input = Tile.of(images.height(), images.width());
    paint(image.input(), images.height(), images.width(), left, top, input);
    paint(
        image.output(),
        images.outputHeight(),
        images.outputWidth(),
        left,
        top + TILE + GAP,
        Tile.of(images.outputHeight(), images.outputWidth()));
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    // The outline may leave the sample: outside, the sampler reads zeros.
    graphics.setClip(left, top, input.width, input.height);
    graphics.setColor(OUTLINE);
    graphics.setStroke(new BasicStroke(LINE));
    graphics.draw(outline(image.theta(), left, top, input));
    graphics.dispose();
  }

  /**
   * Says how large an image is shown: as large as fits a tile, small ones by whole numbers so that
   * all their pixels are alike.
   */
  private record Tile(int height, int width) {

    static Tile of(int height, int width) {
      int longest = Math.max(height, width);
      return longest <= TILE
          ? new Tile(TILE / longest * height, TILE / longest * width)
          : new Tile(Math.max(1, TILE * height / longest), Math.max(1, TILE * width / longest));
    }
  }

  /** Shows pixels as they are, or leaves some out, so that nothing is shown that is not there. */
  private void paint(String base64, int height, int width, int left, int top, Tile tile) {
    byte[] levels = Base64.getDecoder().decode(base64);
    int plane = height * width;
    for (int y = 0; y < tile.height; y++) {
      for (int x = 0; x < tile.width; x++) {
        int at = y * height / tile.height * width + x * width / tile.width;
        int red = levels[at] & 0xFF;
        int green = images.channels() == 1 ? red : levels[plane + at] & 0xFF;
        int blue = images.channels() == 1 ? red : levels[2 * plane + at] & 0xFF;
        sheet.setRGB(left + x, top + y, 0xFF000000 | red << 16 | green << 8 | blue);
      }
    }
  }

  /** Maps the corners of the sampler's grid to where it reads them, corners aligned. */
  private Path2D outline(List<Double> theta, int left, int top, Tile tile) {
    Path2D path = new Path2D.Double();
    int[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (int[] corner : corners) {
      double x = theta.get(0) * corner[0] + theta.get(1) * corner[1] + theta.get(2);
      double y = theta.get(3) * corner[0] + theta.get(4) * corner[1] + theta.get(5);
      double column = ((x + 1) / 2 * (images.width() - 1) + 0.5) * tile.width / images.width();
      double row = ((y + 1) / 2 * (images.height() - 1) + 0.5) * tile.height / images.height();
      if (path.getCurrentPoint() == null) {
        path.moveTo(left + column, top + row);
      } else {
        path.lineTo(left + column, top + row);
      }
    }
    path.closePath();
    return path;
  }
}
