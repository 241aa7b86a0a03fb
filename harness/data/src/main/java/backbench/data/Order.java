package backbench.data;

import backbench.random.PinnedRandom;

/** Says in which order an epoch goes through the samples. */
public sealed interface Order {

  /** Goes through the samples as they lie in the file, every epoch. */
  record AsFiled() implements Order {}

  /**
   * Draws a new permutation for every epoch.
   *
   * @param seed singles out the sequence of permutations; each depends on seed, epoch and number of
   *     samples alone
   */
  record Shuffled(long seed) implements Order {}

  /**
   * Lists the sample indices of an epoch.
   *
   * @param size the number of samples
   * @param epoch from 0
   */
  default int[] indices(int size, int epoch) {
    int[] indices = new int[size];
    for (int i = 0; i < size; i++) {
      indices[i] = i;
    }
    if (this instanceof Shuffled shuffled) {
      PinnedRandom.stream(shuffled.seed(), "shuffle", epoch).shuffle(indices);
    }
    return indices;
  }
}
