package backbench.vector.kernel;

/**
 * Says how the floats beside each float are summed.
 *
 * @param size floats in a sum, at least 1
 * @param xPitch floats from one pixel to the next in what is summed
 * @param init added to each sum
 * @param factor by which each sum is multiplied
 */
public record Neighbours(int size, int xPitch, float init, float factor) {}
