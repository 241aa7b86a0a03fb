package backbench.dl4j;

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
record Floats(INDArray array, FloatPointer pointer, long size) {

  /** Makes an array of zeros. */
  static Floats zeros(long... dims) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', dims);
    array.assign(0);
    return of(array);
  }

  private static Floats of(INDArray array) {
    return new Floats(array, new FloatPointer(array.data().addressPointer()), array.length());
  }

  /** Returns the same elements in another shape. */
  Floats reshape(long... dims) {
    return new Floats(array.reshape('c', dims), pointer, size);
  }

  /** Returns consecutive elements of a vector, in a shape that holds as many as there are. */
  Floats part(long offset, long... dims) {
    INDArray part =
        array
            .get(NDArrayIndex.interval(offset, offset + ArrayUtil.prodLong(dims)))
            .reshape('c', dims);
    return new Floats(part, new FloatPointer(pointer).position(offset), part.length());
  }

  /** Returns one dimension. */
  int dim(int axis) {
    return Math.toIntExact(array.size(axis));
  }

  void write(float[] values) {
    pointer.put(values);
  }

  void read(float[] values) {
    pointer.get(values);
  }

  float[] read() {
    float[] values = new float[Math.toIntExact(size)];
    read(values);
    return values;
  }

  void fill(float value) {
    array.assign(value);
  }

  void close() {
    array.close();
  }
}
