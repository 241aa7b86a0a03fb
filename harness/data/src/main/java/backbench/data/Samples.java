package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Holds labelled images in memory, a byte 0..255 for each pixel and channel.
 *
 * <p>Immutable; a {@linkplain #slice slice} shares its pixels with the whole.
 */
public final class Samples {

  private final Shape shape;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;
  private final int first;
  private final int size;
  private final int pixelsEach;

  /**
   * Wraps images and labels; the arrays are handed over, not copied.
   *
   * @param shape the shape of one image
   * @param classes 1 to 256
   * @param pixels image after image, each in the order of {@code shape}
   * @param labels one for each image, 0 to classes - 1 as unsigned bytes
   * @throws BackbenchException INVALID_DATA if a label is out of range
   * @throws IllegalArgumentException if the lengths do not fit together
   */
  public Samples(Shape shape, int classes, byte[] pixels, byte[] labels) {
    this(shape, classes, pixels, labels, 0, labels.length);
    if (classes < 1 || classes > DataSource.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "classes must be 1 to " + DataSource.MAX_CLASSES + ", not " + classes);
    }
    if ((long) labels.length * pixelsEach != pixels.length) {
      throw new IllegalArgumentException(
          labels.length
              + " images of shape "
              + shape
              + " do not have "
              + pixels.length
              + " pixels");
    }
    for (int i = 0; i < size; i++) {
      if (label(i) >= classes) {
        throw new BackbenchException(
            ErrorCode.INVALID_DATA,
            "label " + label(i) + " of sample " + i + ": expected 0 to " + (classes - 1));
      }
    }
  }

  private Samples(Shape shape, int classes, byte[] pixels, byte[] labels, int first, int size) {
    this.shape = shape;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
    this.first = first;
    this.size = size;
    this.pixelsEach = shape.size();
  }

  /** Returns the shape of one image. */
  public Shape shape() {
    return shape;
  }

  /** Returns the number of classes that labels are drawn from. */
  public int classes() {
    return classes;
  }

  /** Returns the number of samples; 0 in an empty slice. */
  public int size() {
    return size;
  }

  /** Returns the class index of a sample. */
  public int label(int index) {
    return labels[first + Objects.checkIndex(index, size)] & 0xFF;
  }

  /** Returns the samples from one index (inclusive) to another (exclusive), without copying. */
  public Samples slice(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    return new Samples(shape, classes, pixels, labels, first + from, to - from);
  }

  /**
   * Copies the scaled pixels of a sample.
   *
   * @param index the sample
   * @param scaling how raw values become floats
   * @param into receives {@code shape().size()} values
   * @param offset where in {@code into} they begin
   */
  public void copyPixels(int index, Scaling scaling, float[] into, int offset) {
    copyPixels(index, scaling.table(), into, offset);
  }

  /** Copies the pixels of a sample through a table of scaled values. */
  void copyPixels(int index, float[] table, float[] into, int offset) {
    int from = offsetOf(index);
    for (int i = 0; i < pixelsEach; i++) {
      into[offset + i] = table[pixels[from + i] & 0xFF];
    }
  }

  /** Copies the pixels of a sample as they are, {@code shape().size()} bytes. */
  void copyRaw(int index, byte[] into, int offset) {
    System.arraycopy(pixels, offsetOf(index), into, offset, pixelsEach);
  }

  /** Adds the raw pixels of one sample, or of a run of samples, to a digest. */
  void digestPixels(int index, int count, MessageDigest digest) {
    Objects.checkFromIndexSize(index, count, size);
    if (count > 0) {
      digest.update(pixels, offsetOf(index), Math.multiplyExact(count, pixelsEach));
    }
  }

  /** Adds all labels, a byte each, to a digest. */
  void digestLabels(MessageDigest digest) {
    digest.update(labels, first, size);
  }

  private int offsetOf(int index) {
    return (first + Objects.checkIndex(index, size)) * pixelsEach;
  }

  @Override
  public String toString() {
    return size + " samples " + shape + " in " + classes + " classes";
  }
}
