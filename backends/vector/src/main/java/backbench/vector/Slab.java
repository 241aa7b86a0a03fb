package backbench.vector;

/** Holds one intermediate result for every sample of a batch. */
final class Slab {

  private final Layout layout;
  private float[] data = {};
  private int first;

  Slab(Layout layout) {
    this.layout = layout;
  }

  Layout layout() {
    return layout;
  }

  float[] data() {
    return data;
  }

  /** Makes room for a number of samples, all zero. */
  void reserve(int samples) {
    data = new float[Math.multiplyExact(samples, layout.samplePitch())];
  }

  /** Lets the slab stand for a part of an array that another holds: a staged batch. */
  void borrow(float[] array, int firstSample) {
    data = array;
    first = firstSample;
  }

  /** Returns where a sample's first pixel lies. */
  int origin(int sample) {
    return layout.origin(first + sample);
  }
}
