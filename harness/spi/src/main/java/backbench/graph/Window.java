package backbench.graph;

/**
 * Describes a window that slides over an image: convolution kernels and pooling regions.
 *
 * @param kernelHeight in pixels, 1 to 1024
 * @param kernelWidth in pixels, 1 to 1024
 * @param strideHeight in pixels, 1 to 1024
 * @param strideWidth in pixels, 1 to 1024
 * @param padding the zeros around the image
 * @since 0.1
 */
public record Window(
    int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, Padding padding) {

  /** The largest kernel, stride and padding, in pixels. */
  static final int LARGEST = 1024;

  /** Checks the ranges. */
  public Window {
    check("kernel", kernelHeight);
    check("kernel", kernelWidth);
    check("stride", strideHeight);
    check("stride", strideWidth);
  }

  /** Returns the pixels of the window. */
  int taps() {
    return kernelHeight * kernelWidth;
  }

  /** Makes a square window. */
  public static Window square(int kernel, int stride, Padding padding) {
    return new Window(kernel, kernel, stride, stride, padding);
  }

  /**
   * Places the window on an image.
   *
   * @throws GraphException if the padded image is smaller than the kernel
   */
  public Placement on(Shape image) {
    Span rows = span("height", image.height(), kernelHeight, strideHeight, true);
    Span columns = span("width", image.width(), kernelWidth, strideWidth, false);
    return new Placement(
        rows.out, columns.out, rows.before, rows.after, columns.before, columns.after);
  }

  /**
   * Says where a window lies on an image of known size.
   *
   * @param outHeight rows of the output
   * @param outWidth columns of the output
   * @param top rows of zeros above
   * @param bottom rows of zeros below that a window reaches or that were asked for
   * @param left columns of zeros before
   * @param right columns of zeros after
   */
  public record Placement(int outHeight, int outWidth, int top, int bottom, int left, int right) {
    /** Tells whether no side is padded. */
    public boolean isUnpadded() {
      return top == 0 && bottom == 0 && left == 0 && right == 0;
    }

    /** Tells whether opposite sides are padded alike. */
    public boolean isSymmetric() {
      return top == bottom && left == right;
    }
  }

  private record Span(int out, int before, int after) {}

  private Span span(String axis, int in, int kernel, int stride, boolean vertical) {
    if (padding instanceof Padding.Same) {
      int out = (in - 1) / stride + 1;
      int total = (int) Math.max((out - 1L) * stride + kernel - in, 0);
      return new Span(out, total / 2, total - total / 2);
    }
    int before = 0;
    int after = 0;
    if (padding instanceof Padding.Explicit explicit) {
      before = vertical ? explicit.top() : explicit.left();
      after = vertical ? explicit.bottom() : explicit.right();
    }
    long padded = (long) in + before + after;
    if (padded < kernel) {
      throw GraphException.attribute(
          "kernel",
          "a kernel of "
              + axis
              + " "
              + kernel
              + " does not fit an input of "
              + axis
              + " "
              + padded
              + " (padding included)");
    }
    long out = (padded - kernel) / stride + 1;
    if (out > Integer.MAX_VALUE) {
      throw GraphException.attribute(
          "padding", "padding makes an output of " + axis + " " + out + ", above 2^31 - 1");
    }
    return new Span((int) out, before, after);
  }

  private static void check(String attribute, int value) {
    if (value < 1 || value > LARGEST) {
      throw GraphException.attribute(
          attribute, attribute + " is from 1 to " + LARGEST + ", not " + value);
    }
  }
}
