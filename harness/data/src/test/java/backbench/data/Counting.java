package backbench.data;

import backbench.graph.Shape;

/** Makes samples that tell by their pixels which they are. */
public final class Counting {

  private Counting() {}

  /** Sample i has the pixels i, i + 1, … and the label i mod 10. */
  public static Samples samples(int size, Shape shape) {
    byte[] pixels = new byte[size * shape.size()];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) (i % 10);
      for (int p = 0; p < shape.size(); p++) {
        pixels[i * shape.size() + p] = (byte) (i + p);
      }
    }
    return new Samples(shape, 10, pixels, labels);
  }
}
