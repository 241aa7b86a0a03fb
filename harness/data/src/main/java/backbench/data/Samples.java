package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Holds labelled images, whose pixels have raw values 0..255.
 *
 * <p>The pixels lie in memory or are decoded when they are asked for; which of the two shows in the
 * time that {@link #copyPixels} takes and in nothing else. Immutable and safe for any number of
 * readers at a time; a {@linkplain #slice slice} shares its pixels with the whole.
 */
public final class Samples {

  private final Shape shape;
  private final int classes;
  private final Pixels pixels;
  private final byte[] labels;
  private final int first;
  private final int size;

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
    this(shape, classes, new BytePixels(pixels, shape.size()), labels);
  }

  /**
   * Wraps images, however they are kept, and labels; the array is handed over, not copied.
   *
   * @param shape the shape of one image
   * @param classes 1 to 256
   * @param pixels the images, each in the order of {@code shape}
   * @param labels one for each image, 0 to classes - 1 as unsigned bytes
   * @throws BackbenchException INVALID_DATA if a label is out of range
   * @throws IllegalArgumentException if there are not as many labels as images
   */
  public Samples(Shape shape, int classes, Pixels pixels, byte[] labels) {
    this(shape, classes, pixels, labels, 0, labels.length);
    if (classes < 1 || classes > DataSource.MAX_CLASSES) {
      throw new IllegalArgumentException(
          "classes must be 1 to " + DataSource.MAX_CLASSES + ", not " + classes);
    }
    if (labels.length != pixels.images()) {
      throw new IllegalArgumentException(
          labels.length + " labels do not fit " + pixels.images() + " images of shape " + shape);
    }
    for (int i = 0; i < size; i++) {
      if (label(i) >= classes) {
        throw new BackbenchException(
            ErrorCode.INVALID_DATA,
            "label " + label(i) + " of sample " + i + ": expected 0 to " + (classes - 1));
      }
    }
  }

  /**
   * Wraps images of floats, on a range of their own, and labels; the arrays are handed over, not
   * copied.
   *
   * @param shape the shape of one image
   * @param classes 1 to 256
   * @param pixels image after image, each in the order of {@code shape} and from 0 to {@code range}
   * @param range the value that stands for 255
   * @param labels one for each image, 0 to classes - 1 as unsigned bytes
   * @throws BackbenchException INVALID_DATA if a label is out of range
   * @throws IllegalArgumentException if the lengths do not fit together
   */
  public static Samples ofFloats(
      Shape shape, int classes, float[] pixels, double range, byte[] labels) {
    return new Samples(shape, classes, new FloatPixels(pixels, shape.size(), range), labels);
  }

  private Samples(Shape shape, int classes, Pixels pixels, byte[] labels, int first, int size) {
    this.shape = shape;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
    this.first = first;
    this.size = size;
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
    pixels.copy(first + Objects.checkIndex(index, size), scaling, into, offset);
  }

  /**
   * Decodes, in parallel, as many images as memory is set aside for; those that lie in memory
   * anyway are left alone.
   *
   * @throws BackbenchException INVALID_DATA if one of them is damaged
   */
  public void prepare() {
    pixels.prepare(first, size);
  }

  /**
   * Copies the pixels of a sample as they are, {@code shape().size()} bytes.
   *
   * @throws BackbenchException INVALID_ARGUMENT if they are not bytes
   */
  public void copyRaw(int index, byte[] into, int offset) {
    pixels.copyRaw(first + Objects.checkIndex(index, size), into, offset);
  }

  /** Tells whether some images have to be decoded each time that they are copied. */
  public boolean decodesEachTime() {
    return pixels.decodesEachTime(first, size);
  }

  /**
   * Adds to a digest what the floats of one sample, or of a run of samples, are a fixed function
   * of: their raw pixels or a digest of them.
   */
  public void digestPixels(int index, int count, MessageDigest digest) {
    Objects.checkFromIndexSize(index, count, size);
    pixels.digest(first + index, count, digest);
  }

  /** Adds to a digest what tells these images from others, on every machine alike. */
  void identify(MessageDigest digest) {
    pixels.identify(first, size, digest);
  }

  /** Adds all labels, a byte each, to a digest. */
  void digestLabels(MessageDigest digest) {
    digest.update(labels, first, size);
  }

  @Override
  public String toString() {
    return size + " samples " + shape + " in " + classes + " classes";
  }
}
