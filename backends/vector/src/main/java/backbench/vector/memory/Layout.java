package backbench.vector.memory;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.util.List;

/**
 * Says where the elements of a sample lie in an array: rows of pixels, the channels of a pixel side
 * by side (NHWC), with a halo of zeros around the image.
 *
 * <p>Channels side by side make a vector load at any pixel a full vector, whatever the width of the
 * image, and make a 1×1 convolution a plain matrix product. The halo is never written, so it stays
 * zero and a padded convolution needs no case for the border. A vector of features is an image of
 * one pixel.
 *
 * @param channels per pixel
 * @param height in pixels, without halo
 * @param width in pixels, without halo
 * @param pitch floats from one pixel to the next, at least the channels
 * @param halo the zeros around the image
 */
public record Layout(int channels, int height, int width, int pitch, Halo halo) {

  /**
   * Checks that a sample fits an array, so that no position in it overflows.
   *
   * @throws BackbenchException {@code UNSUPPORTED_LAYER} if it does not
   */
  public Layout {
    long rows = (long) halo.top + height + halo.bottom;
    long columns = (long) halo.left + width + halo.right;
    if (pitch < channels || rows * columns * pitch > Integer.MAX_VALUE) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_LAYER,
          "a sample of "
              + List.of(channels, height, width)
              + " takes more than 2^31 - 1 floats once padded to "
              + List.of(rows, columns)
              + " pixels of whole vectors");
    }
  }

  /**
   * Counts the pixels of zeros on each side of an image.
   *
   * @param top rows above
   * @param bottom rows below
   * @param left columns before
   * @param right columns after
   */
  public record Halo(int top, int bottom, int left, int right) {

    /** No zeros at all. */
    public static final Halo NONE = new Halo(0, 0, 0, 0);

    /** Returns the smallest halo that holds both. */
    public Halo union(Halo other) {
      return new Halo(
          Math.max(top, other.top),
          Math.max(bottom, other.bottom),
          Math.max(left, other.left),
          Math.max(right, other.right));
    }
  }

  /**
   * Lays out a shape with channels padded to whole vectors.
   *
   * @throws BackbenchException {@code UNSUPPORTED_LAYER} if a sample then fits no array
   */
  public static Layout padded(Shape shape, int lanes, Halo halo) {
    // The largest count that can be rounded up: beyond it, the pitch itself would overflow.
    int channels = shape.channels();
    int pitch = channels > Integer.MAX_VALUE - lanes ? -1 : roundUp(channels, lanes);
    return new Layout(channels, shape.height(), shape.width(), pitch, halo);
  }

  /** Rounds up to a multiple. */
  public static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }

  /** Returns the floats from one row of pixels to the next. */
  public int rowPitch() {
    return (halo.left + width + halo.right) * pitch;
  }

  /** Returns the floats from one sample to the next. */
  public int samplePitch() {
    return (halo.top + height + halo.bottom) * rowPitch();
  }

  /**
   * Returns the floats of a number of samples.
   *
   * @throws BackbenchException {@code OUT_OF_MEMORY} if they are more than an array holds
   */
  public int floats(int samples) {
    long floats = (long) samples * samplePitch();
    if (floats > Integer.MAX_VALUE) {
      throw new BackbenchException(
          ErrorCode.OUT_OF_MEMORY,
          samples
              + " samples of "
              + List.of(channels, height, width)
              + " take "
              + floats
              + " floats, and an array holds 2^31 - 1; use a smaller batch");
    }
    return (int) floats;
  }

  /** Returns where a sample's first pixel lies, behind the halo. */
  public int origin(int sample) {
    return sample * samplePitch() + halo.top * rowPitch() + halo.left * pitch;
  }

  /** Returns where a pixel lies, relative to the sample's first pixel; halo pixels are negative. */
  public int at(int row, int column) {
    return row * rowPitch() + column * pitch;
  }

  /** Tells whether all pixels of a sample lie in one run. */
  public boolean isCompact() {
    return halo.equals(Halo.NONE);
  }

  /** Returns the pixels of one run: the sample where both layouts are compact, else a row. */
  public int runWith(Layout other) {
    return isCompact() && other.isCompact() ? height * width : width;
  }

  /** Returns the pixels of one sample. */
  public int pixels() {
    return height * width;
  }
}
