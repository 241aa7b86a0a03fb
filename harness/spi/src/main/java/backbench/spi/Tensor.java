package backbench.spi;

import java.util.Arrays;
import java.util.List;

/**
 * Holds single-precision numbers on the host, in row-major order.
 *
 * <p>The array is not copied: who makes a tensor hands its array over. Equality is by bits.
 *
 * @param dims the dimensions
 * @param data as many elements as the dimensions' product
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // copying every batch would cost more than it protects
public record Tensor(List<Integer> dims, float[] data) {

  /** Checks that the data fills the dimensions. */
  public Tensor {
    dims = List.copyOf(dims);
    long size = 1;
    for (int dim : dims) {
      size = Math.multiplyExact(size, dim);
    }
    if (size != data.length) {
      throw new IllegalArgumentException(
          "dimensions " + dims + " hold " + size + " elements, not " + data.length);
    }
  }

  /** Makes a tensor of zeros. */
  public static Tensor zeros(List<Integer> dims) {
    return new Tensor(dims, new float[dims.stream().reduce(1, Math::multiplyExact)]);
  }

  /** Returns the number of elements. */
  public int size() {
    return data.length;
  }

  /** Returns a tensor with an array of its own. */
  public Tensor copy() {
    return new Tensor(dims, data.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && dims.equals(tensor.dims)
        && Arrays.equals(data, tensor.data);
  }

  @Override
  public int hashCode() {
    return 31 * dims.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Tensor" + dims;
  }
}
