package backbench.vector.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds all trained values of a network in one array, in the engine's layout, and their gradients
 * in another, so that an optimiser is one loop.
 *
 * <p>Gradients that are summed over samples (convolutions, biases) are summed by each thread on its
 * own and added up in a fixed order; those that are computed whole (dense weights) are not. The
 * first kind lies at the front.
 */
public final class ParameterStore {

  /** A parameter's place, known once the store is sealed. */
  public static final class Slot {
    private final int size;
    private final boolean summed;
    private int offset = -1;

    private Slot(int size, boolean summed) {
      this.size = size;
      this.summed = summed;
    }

    /** Returns where the values and gradients start. */
    public int offset() {
      return offset;
    }
  }

  private final List<Slot> slots = new ArrayList<>();
  private final int alignment;
  private int summedSize;
  private float[] values = {};
  private float[][] gradients = {};

  /**
   * Makes an empty store.
   *
   * @param alignment floats to which slots are rounded up: the lanes of a vector
   */
  public ParameterStore(int alignment) {
    this.alignment = alignment;
  }

  /** Reserves room for values whose gradient each thread sums on its own. */
  public Slot reserveSummed(int size) {
    return reserve(size, true);
  }

  /** Reserves room for values whose gradient is computed whole. */
  public Slot reserveWhole(int size) {
    return reserve(size, false);
  }

  private Slot reserve(int size, boolean summed) {
    Slot slot = new Slot(Layout.roundUp(size, alignment), summed);
    slots.add(slot);
    return slot;
  }

  /**
   * Places all slots and allocates the arrays.
   *
   * @param threads how many sum gradients; 0 if nothing is trained
   */
  public void seal(int threads) {
    int end = place(true, 0);
    summedSize = end;
    end = place(false, end);
    values = new float[end];
    gradients = new float[threads][];
    for (int thread = 0; thread < threads; thread++) {
      gradients[thread] = new float[thread == 0 ? end : summedSize];
    }
  }

  private int place(boolean summed, int from) {
    int end = from;
    for (Slot slot : slots) {
      if (slot.summed == summed) {
        slot.offset = end;
        end = Math.addExact(end, slot.size);
      }
    }
    return end;
  }

  /** Returns all values. */
  public float[] values() {
    return values;
  }

  /** Returns the gradients that a thread adds to; thread 0 also holds those computed whole. */
  public float[] gradients(int thread) {
    return gradients[thread];
  }

  /** Returns how many floats are summed by each thread. */
  public int summedSize() {
    return summedSize;
  }

  /** Returns the number of threads that sum gradients. */
  public int summingThreads() {
    return gradients.length;
  }
}
