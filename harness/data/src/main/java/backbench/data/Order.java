package backbench.data;

import backbench.random.PinnedRandom;
import java.util.stream.IntStream;

/** Says in which order an epoch goes through the samples. */
public sealed interface Order {

  /** Goes through the samples as they lie in the file, every epoch. */
  record AsFiled() implements Order {
    @Override
    public int[] indices(int size, int epoch) {
      return IntStream.range(0, size).toArray();
    }
  }

  /**
   * Draws a new permutation for every epoch.
   *
   * @param seed singles out the sequence of permutations; each depends on seed, epoch and number of
   *     samples alone
   */
  record Shuffled(long seed) implements Order {
    @Override
    public int[] indices(int size, int epoch) {
      int[] indices = IntStream.range(0, size).toArray();
      PinnedRandom.stream(seed, "shuffle", epoch).shuffle(indices);
      return indices;
    }
  }

  /**
   * Lists the sample indices of an epoch.
   *
   * @param size the number of samples
   * @param epoch from 0
   */
  int[] indices(int size, int epoch);
}
