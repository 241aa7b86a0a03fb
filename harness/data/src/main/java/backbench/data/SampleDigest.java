package backbench.data;

import backbench.commons.Sha256;
import backbench.graph.Shape;
import java.security.MessageDigest;

/**
 * Computes a SHA-256 over samples: numbers and bytes; numbers are added as eight bytes, high byte
 * first.
 */
public final class SampleDigest {

  private final MessageDigest digest;
  private final byte[] number = new byte[Long.BYTES];

  /** Starts with nothing added. */
  public SampleDigest() {
    digest = Sha256.start();
  }

  /** Adds a number. */
  public SampleDigest number(long value) {
    for (int i = 0; i < number.length; i++) {
      number[i] = (byte) (value >>> (56 - 8 * i));
    }
    digest.update(number);
    return this;
  }

  /** Adds the bits of a number. */
  public SampleDigest number(double value) {
    return number(Double.doubleToLongBits(value));
  }

  /** Adds the number of dimensions and each of them. */
  public SampleDigest shape(Shape shape) {
    number(shape.dims().size());
    shape.dims().forEach(dim -> number((long) dim));
    return this;
  }

  /** Returns the digest itself, to add bytes to. */
  public MessageDigest raw() {
    return digest;
  }

  /** Returns the digest of all that was added so far; more may follow. */
  public String hex() {
    try {
      return Sha256.end((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this platform's SHA-256 cannot be read as it goes", e);
    }
  }
}
