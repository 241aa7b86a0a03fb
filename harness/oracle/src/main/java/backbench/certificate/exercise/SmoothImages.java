package backbench.certificate.exercise;

import backbench.graph.Shape;
import backbench.random.PinnedRandom;
import backbench.spi.Tensor;

/**
 * Draws images for networks that sample them.
 *
 * <p>The derivative of a sample by its position jumps where the position crosses a pixel, by what
 * the differences between neighbours change. In independent pixels that is as much as the
 * derivative itself, and a rounding of the position decides. So the pixels are interpolated
 * linearly between nodes that lie {@value #STEP} apart and are drawn: between nodes, nothing jumps.
 */
final class SmoothImages {

  private static final int STEP = 6;

  private SmoothImages() {}

  static void fill(Tensor images, Shape shape, double low, double high, PinnedRandom random) {
    int height = shape.height();
    int width = shape.width();
    int rows = height / STEP + 2;
    int columns = width / STEP + 2;
    double[] nodes = new double[rows * columns];
    float[] pixels = images.data();
    for (int plane = 0; plane < pixels.length; plane += height * width) {
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = random.nextDouble(low, high);
      }
      for (int r = 0; r < height; r++) {
        double down = (double) (r % STEP) / STEP;
        int node = r / STEP * columns;
        for (int c = 0; c < width; c++) {
          double right = (double) (c % STEP) / STEP;
          int n = node + c / STEP;
          double above = nodes[n] + right * (nodes[n + 1] - nodes[n]);
          double below = nodes[n + columns] + right * (nodes[n + columns + 1] - nodes[n + columns]);
          pixels[plane + r * width + c] = (float) (above + down * (below - above));
        }
      }
    }
  }
}
