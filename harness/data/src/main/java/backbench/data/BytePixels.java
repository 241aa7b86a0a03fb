package backbench.data;

import java.security.MessageDigest;

/** Holds images of a byte 0..255 for each value. */
final class BytePixels implements Pixels {

  private final byte[] bytes;
  private final int each;

  /**
   * Wraps images; the array is handed over, not copied.
   *
   * @param bytes image after image
   * @param each values of one image
   */
  BytePixels(byte[] bytes, int each) {
    if (bytes.length % each != 0) {
      throw new IllegalArgumentException(
          bytes.length + " pixels are no whole number of images of " + each);
    }
    this.bytes = bytes;
    this.each = each;
  }

  @Override
  public int images() {
    return bytes.length / each;
  }

  @Override
  public void copy(int image, Scaling scaling, float[] into, int offset) {
    float[] table = scaling.table();
    int from = image * each;
    for (int i = 0; i < each; i++) {
      into[offset + i] = table[bytes[from + i] & 0xFF];
    }
  }

  @Override
  public void copyRaw(int image, byte[] into, int offset) {
    System.arraycopy(bytes, image * each, into, offset, each);
  }

  @Override
  public void digest(int first, int count, MessageDigest digest) {
    digest.update(bytes, first * each, Math.multiplyExact(count, each));
  }
}
