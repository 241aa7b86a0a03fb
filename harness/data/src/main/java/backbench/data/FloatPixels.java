package backbench.data;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Holds images of a float for each value, on a range of their own: {@code raw = value · factor}.
 */
final class FloatPixels implements Pixels {

  private final float[] values;
  private final int each;
  private final double factor;

  /**
   * Wraps images; the array is handed over, not copied.
   *
   * @param values image after image, each value from 0 to {@code range}
   * @param each values of one image
   * @param range the value that stands for 255
   */
  FloatPixels(float[] values, int each, double range) {
    if (values.length % each != 0) {
      throw new IllegalArgumentException(
          values.length + " pixels are no whole number of images of " + each);
    }
    this.values = values;
    this.each = each;
    this.factor = 255 / range;
  }

  @Override
  public int images() {
    return values.length / each;
  }

  @Override
  public void copy(int image, Scaling scaling, float[] into, int offset) {
    int from = image * each;
    for (int i = 0; i < each; i++) {
      into[offset + i] = scaling.apply(values[from + i] * factor);
    }
  }

  @Override
  public void copyRaw(int image, byte[] into, int offset) {
    throw new BackbenchException(
        ErrorCode.INVALID_ARGUMENT,
        "the images are arrays of floats; expected images of bytes: an augmentation varies no others");
  }

  @Override
  public void digest(int first, int count, MessageDigest digest) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES + each * Float.BYTES);
    for (int image = first; image < first + count; image++) {
      bytes.clear().putDouble(factor);
      bytes.asFloatBuffer().put(values, image * each, each);
      digest.update(bytes.array());
    }
  }
}
