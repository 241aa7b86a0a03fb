package backbench.vector.product;

import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.Product;
import backbench.vector.kernel.Tiling.Tile;
import java.util.List;

/**
 * Multiplies a grid of rows with packed weights, tile by tile.
 *
 * <p>The grid is what a convolution slides over: lines of pixels, evenly spaced in the input and in
 * the result. Panels are the outer loop, so that one panel of weights stays in the cache for all of
 * the grid.
 */
final class PanelProduct {

  /**
   * Says how the rows lie.
   *
   * @param lines of the grid
   * @param rows in each line
   * @param aLine floats from one line to the next in the left operand
   * @param aStride floats from one row to the next in the left operand
   * @param cLine floats from one line to the next in the result
   * @param cStride floats from one row to the next in the result
   */
  record Grid(int lines, int rows, int aLine, int aStride, int cLine, int cStride) {}

  /**
   * Says where the panels lie.
   *
   * @param b the array that holds them
   * @param offset where the first one starts
   * @param paddedColumns all columns, padded to whole vectors
   * @param init initial values of the columns: biases, or zeros
   * @param initOffset where they start
   * @param floor the least value that is written
   */
  @SuppressWarnings("ArrayRecordComponent") // operands of inner loops, shared on purpose
  record Panels(
      float[] b, int offset, int paddedColumns, float[] init, int initOffset, float floor) {}

  private final Kernels kernels;
  private final Grid grid;
  private final Panels panels;
  private final Product full;
  private final Product narrow;
  private final List<Tile> fullTiles;
  private final List<Tile> narrowTiles;

  PanelProduct(Kernels kernels, Grid grid, int[] taps, Panels panels) {
    this.kernels = kernels;
    this.grid = grid;
    this.panels = panels;
    boolean inQuads = Product.isInQuads(taps);
    this.full = product(2, taps, inQuads);
    this.narrow = product(1, taps, inQuads);
    this.fullTiles = kernels.tiling().covering(grid.rows, true, inQuads);
    this.narrowTiles = kernels.tiling().covering(grid.rows, false, inQuads);
  }

  private Product product(int vectors, int[] taps, boolean inQuads) {
    return new Product(
        grid.aStride, taps, inQuads, panels.b, vectors, panels.init, panels.floor, grid.cStride);
  }

  /** Returns the number of panels. */
  int panelCount() {
    int width = kernels.panelWidth();
    return (panels.paddedColumns + width - 1) / width;
  }

  /** Computes the whole grid for all columns. */
  void run(float[] a, int aOrigin, float[] c, int cOrigin) {
    for (int panel = 0; panel < panelCount(); panel++) {
      runPanel(panel, a, aOrigin, c, cOrigin);
    }
  }

  /** Computes the whole grid for the columns of one panel. */
  void runPanel(int panel, float[] a, int aOrigin, float[] c, int cOrigin) {
    int width = kernels.panelWidth();
    int column = panel * width;
    boolean isFull = panels.paddedColumns - column >= width;
    Product product = isFull ? full : narrow;
    List<Tile> tiles = isFull ? fullTiles : narrowTiles;
    int b0 = panels.offset + column * product.taps().length;
    int i0 = panels.initOffset + column;
    for (int line = 0; line < grid.lines; line++) {
      int a0 = aOrigin + line * grid.aLine;
      int c0 = cOrigin + line * grid.cLine + column;
      for (int i = 0; i < tiles.size(); i++) {
        Tile tile = tiles.get(i);
        kernels.multiply(
            product,
            tile.rows(),
            a,
            a0 + tile.start() * grid.aStride,
            b0,
            i0,
            c,
            c0 + tile.start() * grid.cStride);
      }
    }
  }
}
