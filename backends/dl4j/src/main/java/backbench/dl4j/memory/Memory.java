package backbench.dl4j.memory;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Owns arrays and prepared calls that live and end together. */
public final class Memory implements AutoCloseable {

  private final List<Floats> arrays = new ArrayList<>();
  private final List<INDArray> integers = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();

  /** Makes an array of zeros. */
  public Floats zeros(long... dims) {
    Floats array = Floats.zeros(dims);
    arrays.add(array);
    return array;
  }

  /** Makes an array of one value. */
  public Floats filled(float value, long... dims) {
    Floats array = zeros(dims);
    array.fill(value);
    return array;
  }

  /** Makes a vector of integers, all zero. */
  public INDArray integers(long length) {
    INDArray array = Nd4j.createUninitializedDetached(DataType.INT32, length);
    array.assign(0);
    integers.add(array);
    return array;
  }

  /** Prepares an operation from some arrays to others. */
  public Call call(String name, INDArray[] inputs, INDArray[] outputs) {
    Call call = new Call(name, inputs, outputs);
    calls.add(call);
    return call;
  }

  /** Prepares an operation from one array to another. */
  public Call call(String name, Floats input, Floats output) {
    return call(name, Call.of(input), Call.of(output));
  }

  @Override
  public void close() {
    calls.forEach(Call::close);
    calls.clear();
    arrays.forEach(Floats::close);
    arrays.clear();
    integers.forEach(INDArray::close);
    integers.clear();
  }
}
