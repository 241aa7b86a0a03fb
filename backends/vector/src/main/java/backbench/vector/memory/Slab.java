package backbench.vector.memory;

import java.util.Arrays;

/**
 * Holds one intermediate result, for every sample of a batch or, where only the next step in a
 * chain reads it, for the sample that each thread is at.
 */
public final class Slab {

  private final Layout layout;
  private final int threads;
  private float[] data = {};
  private int first;

  private Slab(Layout layout, int threads) {
    this.layout = layout;
    this.threads = threads;
  }

  /** Makes a slab for all samples. */
  public Slab(Layout layout) {
    this(layout, 0);
  }

  /**
   * Makes a slab for one sample of each thread: a result that is used up while its sample is in the
   * cache need not go to memory.
   */
  public static Slab perThread(Layout layout, int threads) {
    return new Slab(layout, threads);
  }

  /** Returns the layout of each sample. */
  public Layout layout() {
    return layout;
  }

  /** Returns the array itself, not a copy. */
  public float[] data() {
    return data;
  }

  /** Makes room for a number of samples, all zero. */
  void reserve(int samples) {
    int held = threads > 0 ? threads : samples;
    data = new float[layout.floats(held)];
  }

  /** Lets the slab stand for a part of an array that another holds: a staged batch. */
  public void borrow(float[] array, int firstSample) {
    data = array;
    first = firstSample;
  }

  /** Returns where the first pixel of a sample lies, in a slab for all samples. */
  public int origin(int sample) {
    return layout.origin(first + sample);
  }

  /** Returns where the first pixel of a sample lies while a thread works on it. */
  public int origin(int sample, int thread) {
    return threads > 0 ? layout.origin(thread) : origin(sample);
  }

  /** Sets a sample to zero, halo included. */
  public void clear(int sample, int thread) {
    int start = (threads > 0 ? thread : sample) * layout.samplePitch();
    Arrays.fill(data, start, start + layout.samplePitch(), 0);
  }
}
