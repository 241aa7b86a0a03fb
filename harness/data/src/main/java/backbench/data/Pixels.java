package backbench.data;

import backbench.error.BackbenchException;
import java.security.MessageDigest;

/**
 * Holds the raw values 0..255 of images of one shape, however they are kept.
 *
 * <p>Images are numbered from 0. Immutable as far as callers can see, and safe for any number of
 * readers at a time.
 */
interface Pixels {

  /** Returns the number of images. */
  int images();

  /** Copies the scaled values of an image, in the order of its shape. */
  void copy(int image, Scaling scaling, float[] into, int offset);

  /**
   * Copies the values of an image as they are, a byte each.
   *
   * @throws BackbenchException INVALID_ARGUMENT if they are no whole numbers
   */
  void copyRaw(int image, byte[] into, int offset);

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
