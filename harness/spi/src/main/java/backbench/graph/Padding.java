package backbench.graph;

/** Says how many zeros surround an image before a window slides over it. */
public sealed interface Padding {

  /**
   * Pads so that out = ceil(in / stride): max((out - 1) · stride + kernel - in, 0) in all, half of
   * it (rounded down) before and the rest after, as TensorFlow does.
   */
  record Same() implements Padding {
    @Override
    public String toString() {
      return "same";
    }
  }

  /** Pads nothing: windows lie inside the image, a remainder is dropped. */
  record Valid() implements Padding {
    @Override
    public String toString() {
      return "valid";
    }
  }

  /** Pads each side by a stated number of pixels. */
  record Explicit(int top, int bottom, int left, int right) implements Padding {
    /** Checks the sides. */
    public Explicit {
      if (top < 0 || bottom < 0 || left < 0 || right < 0) {
        throw GraphException.attribute("padding", "padding is at least 0 on every side");
      }
    }

    @Override
    public String toString() {
      return "[" + top + ", " + bottom + ", " + left + ", " + right + "]";
    }
  }
}
