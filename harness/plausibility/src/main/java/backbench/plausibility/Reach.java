package backbench.plausibility;

import backbench.graph.Shape;
import backbench.graph.Window;

/**
 * Counts what a window really touches, along one axis or two: zeros around an image cost nothing.
 *
 * @param outputs places of the window that lie on the image at least in part
 * @param inputs pixels that the window covers at one place at least
 * @param taps pixels of the window that lie on the image at one place at least
 */
record Reach(long outputs, long inputs, long taps) {

  /** Counts what a window touches of an image. */
  static Reach of(Window window, Shape image) {
    Window.Placement placement = window.on(image);
    Reach rows =
        of(
            image.height(),
            placement.outHeight(),
            window.kernelHeight(),
            window.strideHeight(),
            placement.top());
    Reach columns =
        of(
            image.width(),
            placement.outWidth(),
            window.kernelWidth(),
            window.strideWidth(),
            placement.left());
    return new Reach(
        rows.outputs * columns.outputs, rows.inputs * columns.inputs, rows.taps * columns.taps);
  }

  /** Returns the most of the three: as many products are needed for a pair of channels. */
  long most() {
    return Math.max(outputs, Math.max(inputs, taps));
  }

  /**
   * Counts along one axis.
   *
   * @param in pixels of the image
   * @param out places of the window
   * @param kernel pixels of the window
   * @param stride pixels from one place to the next
   * @param before zeros before the image
   */
  private static Reach of(long in, long out, long kernel, long stride, long before) {
    // Place o begins at pixel o * stride - before.
    long first = Math.max(0, Math.floorDiv(before - kernel, stride) + 1);
    long last = Math.min(out - 1, Math.floorDiv(in - 1 + before, stride));
    if (first > last) {
      return new Reach(0, 0, 0);
    }
    long begin = first * stride - before;
    long end = last * stride - before + kernel;
    long overhang = Math.max(0, -begin) + Math.max(0, end - in);
    // Windows apart from each other leave gaps; those that meet or overlap leave none.
    long covered = kernel < stride ? (last - first + 1) * kernel : end - begin;
    long taps = 0;
    for (long tap = 0; tap < kernel; tap++) {
      long from = Math.max(0, -Math.floorDiv(tap - before, stride));
      long to = Math.min(out - 1, Math.floorDiv(in - 1 + before - tap, stride));
      if (from <= to) {
        taps++;
      }
    }
    return new Reach(last - first + 1, covered - overhang, taps);
  }
}
