package backbench.dl4j.memory;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Holds numbers off the heap, as an array for ND4J's operations and as an address for BLAS.
 *
 * @param array row-major
 * @param pointer the array's first element
 * @param size the number of elements
 */
public record Floats(INDArray array, FloatPointer pointer, long size) {

  /** Makes an array of zeros. */
  public static Floats zeros(long... dims) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', dims);
    array.assign(0);
    return of(array);
  }

  private static Floats of(INDArray array) {
    return new Floats(array, new FloatPointer(array.data().addressPointer()), array.length());
  }

  /** Returns the same elements in another shape. */
  public Floats reshape(long... dims) {
    return new Floats(array.reshape('c', dims), pointer, size);
  }

  /** Returns consecutive elements of a vector, in a shape that holds as many as there are. */
  public Floats part(long offset, long... dims) {
    INDArray part =
        array
            .get(NDArrayIndex.interval(offset, offset + ArrayUtil.prodLong(dims)))
            .reshape('c', dims);
    return new Floats(part, new FloatPointer(pointer).position(offset), part.length());
  }

  /** Returns one dimension. */
  public int dim(int axis) {
    return Math.toIntExact(array.size(axis));
  }

  /** Copies values from the host. */
  public void write(float[] values) {
    pointer.put(values);
  }

  /** Copies the elements to an array on the host. */
  public void read(float[] values) {
    pointer.get(values);
  }

  /** Returns a copy of the elements on the host. */
  public float[] read() {
    float[] values = new float[Math.toIntExact(size)];
    read(values);
    return values;
  }

  /** Sets all elements to one value. */
  public void fill(float value) {
    array.assign(value);
  }

  /** Frees the array. */
  public void close() {
    array.close();
  }
}
