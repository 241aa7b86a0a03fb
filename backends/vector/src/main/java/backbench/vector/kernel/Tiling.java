package backbench.vector.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts runs of rows into the tile heights that the kernels are written for.
 *
 * <p>Which heights are fast depends on the registers there are: a tile that does not fit moves its
 * sums to memory and back for each factor.
 *
 * @param productRows heights of {@link Kernels#multiply} for full panels, tallest first
 * @param narrowProductRows heights of {@link Kernels#multiply} for narrow panels, tallest first
 * @param outerRows heights of {@link Kernels#addOuter} for full panels, tallest first
 * @param narrowOuterRows heights of {@link Kernels#addOuter} for narrow panels, tallest first
 * @param gatheredRows heights of {@link Kernels#addOuterGathered} for full panels, tallest first
 * @param narrowGatheredRows heights of {@link Kernels#addOuterGathered} for narrow panels
 */
public record Tiling(
    List<Integer> productRows,
    List<Integer> narrowProductRows,
    List<Integer> outerRows,
    List<Integer> narrowOuterRows,
    List<Integer> gatheredRows,
    List<Integer> narrowGatheredRows) {

  /** For 32 vector registers: AVX-512, NEON, SVE; and where the registers are not known. */
  static final Tiling TALL =
      new Tiling(
          List.of(8, 7, 4, 1),
          List.of(8, 7, 1),
          List.of(14, 8, 4, 1),
          List.of(8, 1),
          List.of(8, 1),
          List.of(8, 1));

  /**
   * For 16 vector registers: x86-64 up to AVX2.
   *
   * <p>Six rows by two vectors would fit on paper; as C2 compiles them, they take longer for each
   * row than four. Panels of one vector fit as they are.
   */
  static final Tiling LOW =
      new Tiling(
          List.of(4, 1),
          List.of(8, 7, 1),
          List.of(4, 1),
          List.of(8, 1),
          List.of(4, 1),
          List.of(8, 1));

  /** The height of {@code QuadTiles}. */
  static final int QUAD_ROWS = 7;

  /** The floats in a vector of AVX-512, the one extension of x86-64 that has 32 registers. */
  private static final int AVX512_LANES = 16;

  /** Returns the tiling for vectors of a number of floats on this processor. */
  static Tiling of(int lanes) {
    return of(lanes, System.getProperty("os.arch", ""));
  }

  /** Returns the tiling for vectors of a number of floats on an architecture, as Java names it. */
  static Tiling of(int lanes, String architecture) {
    boolean isX86 = architecture.equals("amd64") || architecture.equals("x86_64");
    return isX86 && lanes < AVX512_LANES ? LOW : TALL;
  }

  /**
   * A tile of a run.
   *
   * @param start its first row
   * @param rows its height
   */
  public record Tile(int start, int rows) {}

  /**
   * Covers a run of rows by tiles that may overlap, for results that are written and not added to.
   *
   * <p>Recomputing a row or two in a tall tile costs less than a short tile, which cannot keep the
   * FMA units busy: where there are tiles of 8 and 7, 13 rows are 7 and 7, not 8, 4 and 1.
   *
   * @param full whether the panel is two vectors wide
   * @param inQuads whether taps lie in fours, for which there are tiles of {@link #QUAD_ROWS}
   */
  public List<Tile> covering(int count, boolean full, boolean inQuads) {
    int rows = 1;
    int least = Integer.MAX_VALUE;
    for (int height : full ? productRows : narrowProductRows) {
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
  public static List<Tile> partitioning(int from, int to, List<Integer> heights) {
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
