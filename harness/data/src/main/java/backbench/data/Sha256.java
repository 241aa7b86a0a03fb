package backbench.data;

import backbench.graph.Shape;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes a SHA-256 over numbers and bytes; numbers are added as eight bytes, high byte first. */
public final class Sha256 {

  private final MessageDigest digest;
  private final byte[] number = new byte[Long.BYTES];

  /** Starts with nothing added. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256, this one has not", e);
    }
  }

  /** Returns the digest of some bytes. */
  public static byte[] of(byte[] bytes) {
    return new Sha256().digest.digest(bytes);
  }

  /** Adds a number. */
  public Sha256 number(long value) {
    for (int i = 0; i < number.length; i++) {
      number[i] = (byte) (value >>> (56 - 8 * i));
    }
    digest.update(number);
    return this;
  }

  /** Adds the bits of a number. */
  public Sha256 number(double value) {
    return number(Double.doubleToLongBits(value));
  }

  /** Adds the number of dimensions and each of them. */
  public Sha256 shape(Shape shape) {
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
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this platform's SHA-256 cannot be read as it goes", e);
    }
  }
}
