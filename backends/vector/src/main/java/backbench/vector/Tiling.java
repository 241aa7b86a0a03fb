package backbench.vector;

import java.util.ArrayList;
import java.util.List;

/** Cuts runs of rows into the tile heights that the kernels are written for. */
final class Tiling {

  /** Heights of {@link Kernels#multiply} for full panels, tallest first. */
  static final List<Integer> PRODUCT_ROWS = List.of(8, 7, 4, 1);

  /** The height of {@link QuadTiles}. */
  static final int QUAD_ROWS = 7;

  /** Heights of {@link Kernels#multiply} for narrow panels, tallest first. */
  static final List<Integer> NARROW_PRODUCT_ROWS = List.of(8, 7, 1);

  /** Heights of {@link Kernels#addOuter} for full panels, tallest first. */
  static final List<Integer> OUTER_ROWS = List.of(14, 8, 4, 1);

  /** Heights of {@link Kernels#addOuter} for narrow panels, tallest first. */
  static final List<Integer> NARROW_OUTER_ROWS = List.of(8, 1);

  /** Heights of {@link Kernels#addOuterGathered}, tallest first. */
  static final List<Integer> GATHERED_ROWS = List.of(8, 1);

  private Tiling() {}

  /**
   * A tile of a run.
   *
   * @param start its first row
   * @param rows its height
   */
  record Tile(int start, int rows) {}

  /**
   * Covers a run of rows by tiles that may overlap, for results that are written and not added to.
   *
   * <p>Recomputing a row or two in a tall tile costs less than a short tile, which cannot keep the
   * FMA units busy: 13 rows are 7 and 7, not 8, 4 and 1.
   *
   * @param full whether the panel is two vectors wide
   * @param inQuads whether taps lie in fours, for which there are tiles of {@link #QUAD_ROWS}
   */
  static List<Tile> covering(int count, boolean full, boolean inQuads) {
    int rows = 1;
    int least = Integer.MAX_VALUE;
    for (int height : full ? PRODUCT_ROWS : NARROW_PRODUCT_ROWS) {
      if (height <= count) {
        // A row in a tile of one takes about as long as four in a taller one, and six in a tile
        // of seven that reads taps in fours as long as five in another.
        int tiles = (count + height - 1) / height;
        int cost = tiles * Math.max(height, 4) * (inQuads && height == QUAD_ROWS ? 5 : 6);
        if (cost < least) {
          least = cost;
          rows = height;
        }
      }
    }
    List<Tile> tiles = new ArrayList<>();
    for (int start = 0; start < count; start += rows) {
      tiles.add(new Tile(Math.min(start, count - rows), rows));
    }
    return List.copyOf(tiles);
  }

  /** Cuts a run of rows into tiles that do not overlap, for results that are added to. */
  static List<Tile> partitioning(int from, int to, List<Integer> heights) {
    List<Tile> tiles = new ArrayList<>();
    int start = from;
    for (int height : heights) {
      for (; to - start >= height; start += height) {
        tiles.add(new Tile(start, height));
      }
    }
    return List.copyOf(tiles);
  }
}
