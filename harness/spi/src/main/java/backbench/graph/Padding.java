package backbench.graph;

/**
 * Says how many zeros surround an image before a window slides over it.
 *
 * @since 0.1
 */
public sealed interface Padding {

  /**
   * Calls the visitor's method for this kind of padding.
   *
   * @since contract 2
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * Handles each kind of padding. A plugin reads the pixels of each side from {@link Window#place}.
   *
   * @param <R> what is made of a padding
   * @since contract 2
   */
  interface Visitor<R> {
    /** Handles padding that keeps the size, as TensorFlow does. */
    R same(Same padding);

    /** Handles no padding. */
    R valid(Valid padding);

    /** Handles stated sides. */
    R explicit(Explicit padding);
  }

  /**
   * Pads so that out = ceil(in / stride): max((out - 1) · stride + kernel - in, 0) in all, half of
   * it (rounded down) before and the rest after, as TensorFlow does.
   */
  record Same() implements Padding {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.same(this);
    }

    @Override
    public String toString() {
      return "same";
    }
  }

  /** Pads nothing: windows lie inside the image, a remainder is dropped. */
  record Valid() implements Padding {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.valid(this);
    }

    @Override
    public String toString() {
      return "valid";
    }
  }

  /** Pads each side by a stated number of pixels, 0 to 1024. */
  record Explicit(int top, int bottom, int left, int right) implements Padding {
    /** Checks the sides. */
    public Explicit {
      for (int side : new int[] {top, bottom, left, right}) {
        if (side < 0 || side > Window.LARGEST) {
          throw GraphException.attribute(
              "padding", "padding is from 0 to " + Window.LARGEST + " on every side, not " + side);
        }
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.explicit(this);
    }

    @Override
    public String toString() {
      return "[" + top + ", " + bottom + ", " + left + ", " + right + "]";
    }
  }
}
