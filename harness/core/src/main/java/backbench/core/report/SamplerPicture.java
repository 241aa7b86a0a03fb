package backbench.core.report;

import backbench.core.result.SampledImages;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
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
final class SamplerPicture {

  private static final int TILE = 120;
  private static final int GAP = 6;
  private static final int MOST_ACROSS = 10;
  private static final int MOST_SHOWN = 100;
  private static final float LINE = 2;
  private static final Color OUTLINE = new Color(0xE69F00);

  private final SampledImages images;
  private final BufferedImage sheet;
  private final int inputZoom;
  private final int tileWidth;
  private final int inputHeight;
  private final int outputHeight;

  private SamplerPicture(SampledImages images) {
    this.images = images;
    this.inputZoom = Math.max(1, TILE / images.width());
    this.tileWidth = images.width() * inputZoom;
    this.inputHeight = images.height() * inputZoom;
    // What is handed on is stretched to the width of what it was picked out of.
    this.outputHeight = Math.max(1, tileWidth * images.outputHeight() / images.outputWidth());
    int shown = Math.min(images.images().size(), MOST_SHOWN);
    int across = Math.max(1, Math.min(shown, MOST_ACROSS));
    int down = (shown + across - 1) / across;
    this.sheet =
        new BufferedImage(
            GAP + across * (tileWidth + GAP),
            GAP + down * (inputHeight + outputHeight + 2 * GAP),
            BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < shown; i++) {
      draw(
          graphics,
          images.images().get(i),
          GAP + i % across * (tileWidth + GAP),
          GAP + i / across * (inputHeight + outputHeight + 2 * GAP));
    }
    graphics.dispose();
  }

  /** Draws; returns the bytes of a PNG file, transparent between the samples. */
  static byte[] png(SampledImages images) {
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

  private void draw(Graphics2D graphics, SampledImages.Image image, int left, int top) {
    paint(image.input(), images.height(), images.width(), left, top, inputHeight);
    paint(
        image.output(),
        images.outputHeight(),
        images.outputWidth(),
        left,
        top + inputHeight + GAP / 2,
        outputHeight);
    // The outline may leave the sample: outside, the sampler reads zeros.
    graphics.setClip(left, top, tileWidth, inputHeight);
    graphics.setColor(OUTLINE);
    graphics.setStroke(new BasicStroke(LINE));
    graphics.draw(outline(image.theta(), left, top));
  }

  /** Enlarges by repeating pixels, so that nothing is shown that is not there. */
  private void paint(String base64, int height, int width, int left, int top, int shownHeight) {
    byte[] levels = Base64.getDecoder().decode(base64);
    int plane = height * width;
    for (int y = 0; y < shownHeight; y++) {
      for (int x = 0; x < tileWidth; x++) {
        int at = y * height / shownHeight * width + x * width / tileWidth;
        int red = levels[at] & 0xFF;
        int green = images.channels() == 1 ? red : levels[plane + at] & 0xFF;
        int blue = images.channels() == 1 ? red : levels[2 * plane + at] & 0xFF;
        sheet.setRGB(left + x, top + y, 0xFF000000 | red << 16 | green << 8 | blue);
      }
    }
  }

  /** Maps the corners of the sampler's grid to where it reads them, corners aligned. */
  private Path2D outline(List<Double> theta, int left, int top) {
    Path2D path = new Path2D.Double();
    int[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (int[] corner : corners) {
      double x = theta.get(0) * corner[0] + theta.get(1) * corner[1] + theta.get(2);
      double y = theta.get(3) * corner[0] + theta.get(4) * corner[1] + theta.get(5);
      double column = left + ((x + 1) / 2 * (images.width() - 1) + 0.5) * inputZoom;
      double row = top + ((y + 1) / 2 * (images.height() - 1) + 0.5) * inputZoom;
      if (path.getCurrentPoint() == null) {
        path.moveTo(column, row);
      } else {
        path.lineTo(column, row);
      }
    }
    path.closePath();
    return path;
  }
}
