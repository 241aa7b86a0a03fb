package backbench.vector.product;

import backbench.vector.kernel.Kernels;
import backbench.vector.kernel.Outer;
import backbench.vector.kernel.Tiling;
import backbench.vector.kernel.Tiling.Tile;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the gradient of packed weights into tiles of taps by outputs.
 *
 * <p>A tile is a sum, over pixels or samples, of outer products of a few neighbouring inputs with a
 * panel of output gradients; both are read where they lie. Where too few taps lie side by side (an
 * image of one channel has three in a row), tiles gather scattered ones.
 */
final class WeightGradient {

  private static final int LEAST_RUN = 8;

  private final Kernels kernels;
  private final Weights weights;
  private final int[] taps;
  private final boolean gathered;
  private final List<Tile> fullTiles;
  private final List<Tile> narrowTiles;

  /**
   * Plans the tiles.
   *
   * @param taps where the taps lie in the input
   */
  WeightGradient(Kernels kernels, Weights weights, int[] taps) {
    this.kernels = kernels;
    this.weights = weights;
    this.taps = taps;
    Tiling tiling = kernels.tiling();
    List<int[]> runs = runs(taps);
    this.gathered = runs.stream().anyMatch(run -> run[1] - run[0] < LEAST_RUN);
    if (gathered) {
      fullTiles = Tiling.partitioning(0, taps.length, tiling.gatheredRows());
      narrowTiles = Tiling.partitioning(0, taps.length, tiling.narrowGatheredRows());
    } else {
      fullTiles = partition(runs, tiling.outerRows());
      narrowTiles = partition(runs, tiling.narrowOuterRows());
    }
  }

  /** Finds the stretches of taps that lie side by side, each as [from, to). */
  private static List<int[]> runs(int[] taps) {
    List<int[]> runs = new ArrayList<>();
    int from = 0;
    for (int tap = 1; tap <= taps.length; tap++) {
      if (tap == taps.length || taps[tap] != taps[tap - 1] + 1) {
        runs.add(new int[] {from, tap});
        from = tap;
      }
    }
    return runs;
  }

  private static List<Tile> partition(List<int[]> runs, List<Integer> heights) {
    List<Tile> tiles = new ArrayList<>();
    for (int[] run : runs) {
      tiles.addAll(Tiling.partitioning(run[0], run[1], heights));
    }
    return List.copyOf(tiles);
  }

  private boolean isFull(int panel) {
    return weights.panelWidth(panel) == kernels.panelWidth();
  }

  /** Describes the products of a panel. */
  Outer outer(int panel, int[] aAt, int[] bAt) {
    return new Outer(aAt, bAt, taps, isFull(panel) ? 2 : 1);
  }

  /** Returns the tiles of a panel. */
  List<Tile> tiles(int panel) {
    return isFull(panel) ? fullTiles : narrowTiles;
  }

  /**
   * Adds the products of a range of positions to one tile of a panel.
   *
   * @param a0 where the sample's first pixel, under the kernel's first tap, lies in a
   * @param b0 where the sample's first pixel lies in b
   */
  void add(
      Outer outer,
      int panel,
      Tile tile,
      int from,
      int to,
      float[] a,
      int a0,
      float[] b,
      int b0,
      float[] gradients) {
    int c0 = weights.panelOffset(panel) + tile.start() * weights.panelWidth(panel);
    int column = b0 + panel * kernels.panelWidth();
    if (gathered) {
      kernels.addOuterGathered(
          outer, tile.rows(), tile.start(), from, to, a, a0, b, column, gradients, c0);
    } else {
      kernels.addOuter(
          outer, tile.rows(), from, to, a, a0 + taps[tile.start()], b, column, gradients, c0);
    }
  }
}
