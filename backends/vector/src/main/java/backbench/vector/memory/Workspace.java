package backbench.vector.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Owns all buffers that grow with the batch, so that a step makes no arrays.
 *
 * <p>They are allocated when a batch is larger than any before, and kept. What a step still makes
 * is a few small objects for each sample and layer.
 */
public final class Workspace {

  /** Is told how many samples there may be. */
  public interface Sized {
    void reserve(int samples);
  }

  private final List<Sized> buffers = new ArrayList<>();
  private int capacity;

  /** Adds a slab and returns it. */
  public Slab add(Slab slab) {
    buffers.add(slab::reserve);
    return slab;
  }

  /** Adds whatever else has to know the number of samples. */
  public void add(Sized buffer) {
    buffers.add(buffer);
  }

  /** Makes room for a number of samples. */
  public void reserve(int samples) {
    if (samples > capacity) {
      for (Sized buffer : buffers) {
        buffer.reserve(samples);
      }
      capacity = samples;
    }
  }
}
