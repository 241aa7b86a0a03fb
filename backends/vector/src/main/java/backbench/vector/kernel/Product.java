package backbench.vector.kernel;

/**
 * Describes a product with packed weights, for {@link Kernels#multiply}.
 *
 * <p>Row i of a tile reads its k-th factor at {@code a[a0 + i · aStride + taps[k]]}. The table
 * makes one kernel do for all: a convolution lists where its taps lie around a pixel, a dense layer
 * lists the features of a sample, halo and channel padding skipped. So there is no im2col.
 *
 * @param aStride floats from one row of a tile to the next
 * @param taps where each factor lies, relative to the row's start
 * @param b packed panels: for each k, the weights of {@code vectors · lanes} outputs side by side
 * @param inQuads whether {@link #isInQuads} holds for the taps
 * @param vectors 2 for a full panel, 1 for the last one of an odd number of vectors
 * @param init what a tile starts from: biases, or zeros
 * @param floor the least value that is written: 0 rectifies, minus infinity does not
 * @param cStride floats from one row of a tile to the next in the result
 */
@SuppressWarnings("ArrayRecordComponent") // operands of inner loops, shared on purpose
public record Product(
    int aStride,
    int[] taps,
    boolean inQuads,
    float[] b,
    int vectors,
    float[] init,
    float floor,
    int cStride) {

  /** How many taps {@code QuadTiles} read from one address. */
  static final int QUAD = 4;

  /** Tells whether taps come in fours that lie side by side. */
  public static boolean isInQuads(int[] taps) {
    for (int k = 0; k < taps.length; k++) {
      if (taps[k] != taps[k / QUAD * QUAD] + k % QUAD) {
        return false;
      }
    }
    return taps.length % QUAD == 0;
  }
}
