package backbench.oracle.layer;

import backbench.graph.ParameterInfo;
import backbench.spi.Tensor;

/** Holds one parameter and its gradient in double precision, in canonical layout. */
public final class OracleParameter {

  private final ParameterInfo info;
  private final double[] values;
  private final double[] gradient;

  /** Widens a parameter's initial values. */
  public OracleParameter(ParameterInfo info, Tensor initial) {
    this.info = info;
    this.values = new double[initial.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = initial.data()[i];
    }
    this.gradient = info.trainable() ? new double[values.length] : new double[0];
  }

  /** Returns the parameter's name, role and shape. */
  public ParameterInfo info() {
    return info;
  }

  /** Returns the values themselves; layers read them and optimisers write them. */
  public double[] values() {
    return values;
  }

  /** Returns the gradient of the last backward pass itself; empty if it is not trained. */
  public double[] gradient() {
    return gradient;
  }

  /** Narrows the values to a tensor of its own. */
  public Tensor toTensor() {
    float[] data = new float[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values[i];
    }
    return new Tensor(info.dims(), data);
  }
}
