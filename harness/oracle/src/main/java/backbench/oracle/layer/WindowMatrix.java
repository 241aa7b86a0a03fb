package backbench.oracle.layer;

import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.Arrays;

/**
 * Writes what a convolution's windows see as a matrix, so that it becomes a product of matrices:
 * one row a tap [channels, kernelHeight, kernelWidth], one column a window [rows, outWidth].
 *
 * <p>It holds some rows of windows at a time, at least one, lest it grow with the image's height.
 */
final class WindowMatrix {

  /** A matrix of two megabytes stays in the cache that cores share. */
  private static final int MOST_ELEMENTS = 1 << 18;

  private final Window window;
  private final Window.Placement placement;
  private final Shape in;
  private final Shape out;
  private final int taps;
  private final int rowsAtOnce;

  WindowMatrix(Window window, Shape in, Shape out) {
    this.window = window;
    this.placement = window.on(in);
    this.in = in;
    this.out = out;
    this.taps = in.channels() * window.kernelHeight() * window.kernelWidth();
    int atOnce = MOST_ELEMENTS / Math.max(1, taps) / out.width();
    this.rowsAtOnce = Math.min(Math.max(1, atOnce), out.height());
  }

  /** Receives the elements of matrix and image that belong together, a row of windows at a time. */
  private interface RowVisitor {
    void visit(int element, int pixel, int count);
  }

  /** Receives a range of windows of a sample, whose matrix may have other elements after theirs. */
  interface StripVisitor {
    void visit(int sample, int firstWindow, int windows);
  }

  /** Returns how many products a window sums up. */
  int taps() {
    return taps;
  }

  /** Makes room for the largest matrix. */
  double[] allocate() {
    return new double[Math.multiplyExact(taps, rowsAtOnce * out.width())];
  }

  /** Visits all windows of all samples, as many at once as a matrix holds. */
  void forEachStrip(int samples, StripVisitor visitor) {
    for (int n = 0; n < samples; n++) {
      for (int row = 0; row < out.height(); row += rowsAtOnce) {
        int rows = Math.min(rowsAtOnce, out.height() - row);
        visitor.visit(n, row * out.width(), rows * out.width());
      }
    }
  }

  /** Writes the matrix [taps, windows] of a strip; what lies outside the image is 0. */
  void gather(double[] images, int sample, int firstWindow, int windows, double[] matrix) {
    Arrays.fill(matrix, 0, taps * windows, 0);
    forEachRow(
        sample,
        firstWindow,
        windows,
        (element, pixel, count) -> {
          for (int i = 0; i < count; i++) {
            matrix[element + i] = images[pixel + i * window.strideWidth()];
          }
        });
  }

  /** Adds the matrix [taps, windows] of a strip to the pixels that its elements came from. */
  void scatter(double[] matrix, int sample, int firstWindow, int windows, double[] images) {
    forEachRow(
        sample,
        firstWindow,
        windows,
        (element, pixel, count) -> {
          for (int i = 0; i < count; i++) {
            images[pixel + i * window.strideWidth()] += matrix[element + i];
          }
        });
  }

  private void forEachRow(int sample, int firstWindow, int windows, RowVisitor visitor) {
    int firstRow = firstWindow / out.width();
    int endRow = firstRow + windows / out.width();
    int tap = 0;
    for (int i = 0; i < in.channels(); i++) {
      int plane = (sample * in.channels() + i) * in.height() * in.width();
      for (int u = 0; u < window.kernelHeight(); u++) {
        WindowRange rows =
            WindowRange.of(out.height(), in.height(), window.strideHeight(), u, placement.top());
        for (int v = 0; v < window.kernelWidth(); v++, tap++) {
          WindowRange columns =
              WindowRange.of(out.width(), in.width(), window.strideWidth(), v, placement.left());
          if (columns.isEmpty()) {
            continue;
          }
          for (int r = Math.max(firstRow, rows.from()); r < Math.min(endRow, rows.to()); r++) {
            int source = rows.firstSource() + (r - rows.from()) * window.strideHeight();
            visitor.visit(
                tap * windows + (r - firstRow) * out.width() + columns.from(),
                plane + source * in.width() + columns.firstSource(),
                columns.to() - columns.from());
          }
        }
      }
    }
  }
}
