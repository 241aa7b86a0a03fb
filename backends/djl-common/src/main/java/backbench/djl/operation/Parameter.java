package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import backbench.graph.ParameterInfo;
import backbench.spi.Tensor;

/** Holds one parameter on the engine. */
public final class Parameter {

  private final ParameterInfo info;
  private final NDArray array;

  /** By what the engine's array is too large; 1 for all but a corrected moving variance. */
  private double factor = 1;

  /** Holds an array that equals the parameter. */
  public Parameter(ParameterInfo info, NDArray array) {
    this.info = info;
    this.array = array;
  }

  /** Returns the parameter's name, role and dimensions. */
  public ParameterInfo info() {
    return info;
  }

  /** Returns the engine's array: the parameter times the factor it was last rescaled to. */
  public NDArray array() {
    return array;
  }

  /** Rescales the engine's array so that it holds the parameter times another factor. */
  void rescale(double newFactor) {
    if (newFactor != factor) {
      array.muli((float) (newFactor / factor));
      factor = newFactor;
    }
  }

  /** Returns the parameter's own value, in the surrounding scope. */
  NDArray value() {
    return factor == 1 ? array : array.div((float) factor);
  }

  /** Copies the parameter to the host. */
  public Tensor toTensor() {
    float[] values = array.toFloatArray();
    if (factor != 1) {
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] / (float) factor;
      }
    }
    return new Tensor(info.dims(), values);
  }
}
