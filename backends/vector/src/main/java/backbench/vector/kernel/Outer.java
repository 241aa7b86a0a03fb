package backbench.vector.kernel;

/**
 * Describes a weight gradient, for {@link Kernels#addOuter}.
 *
 * @param aAt for each position (a pixel or a sample) where it lies in the layer's input
 * @param bAt for each position where it lies in the gradient of the layer's output
 * @param taps the layer's taps, for rows that do not lie side by side
 * @param vectors 2 for a full panel, 1 for the last one of an odd number of vectors
 */
@SuppressWarnings("ArrayRecordComponent") // operands of inner loops, shared on purpose
public record Outer(int[] aAt, int[] bAt, int[] taps, int vectors) {}
