package backbench.data;

import backbench.error.BackbenchException;
import java.security.MessageDigest;

/**
 * Holds the raw values 0..255 of images of one shape, however they are kept.
 *
 * <p>Images are numbered from 0. Immutable as far as callers can see, and safe for any number of
 * readers at a time.
 */
public interface Pixels {

  /** Returns the number of images. */
  int images();

  /** Copies the scaled values of an image, in the order of its shape. */
  void copy(int image, Scaling scaling, float[] into, int offset);

  /**
   * Copies the values of an image as they are, in the order of its shape.
   *
   * @throws BackbenchException INVALID_ARGUMENT if they are not bytes
   */
  void copyRaw(int image, byte[] into, int offset);

  /** Tells whether some of a run of images have to be decoded each time that they are copied. */
  default boolean decodesEachTime(int first, int count) {
    return false;
  }

  /** Adds to a digest what the floats of some images are a fixed function of. */
  void digest(int first, int count, MessageDigest digest);

  /**
   * Adds to a digest what tells some images from others, on every machine alike; no more than
   * {@link #digest} unless that depends on the machine.
   */
  default void identify(int first, int count, MessageDigest digest) {
    digest(first, count, digest);
  }

  /** Does, in parallel, what would hold up the first reader of some images. */
  default void prepare(int first, int count) {}
}
