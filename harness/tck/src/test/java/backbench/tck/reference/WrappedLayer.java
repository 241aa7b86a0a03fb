package backbench.tck.reference;

import backbench.oracle.layer.OracleLayer;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes what goes into a layer and what comes out of it. */
class WrappedLayer implements OracleLayer {

  private final OracleLayer layer;

  WrappedLayer(OracleLayer layer) {
    this.layer = layer;
  }

  /** Changes one input, and its gradient on the way back. */
  static OracleLayer input(
      OracleLayer layer, int index, UnaryOperator<double[]> there, UnaryOperator<double[]> back) {
    return new WrappedLayer(layer) {
      @Override
      protected double[] entering(int input, double[] values) {
        return input == index ? there.apply(values) : values;
      }

      @Override
      protected double[] returning(int input, double[] gradient) {
        return input == index ? back.apply(gradient) : gradient;
      }
    };
  }

  protected double[] entering(int input, double[] values) {
    return values;
  }

  protected double[] leaving(double[] output) {
    return output;
  }

  protected double[] arriving(double[] outputGradient) {
    return outputGradient;
  }

  protected double[] returning(int input, double[] gradient) {
    return gradient;
  }

  @Override
  public double[] forward(List<double[]> inputs, int samples, boolean training) {
    double[][] changed = new double[inputs.size()][];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = entering(i, inputs.get(i));
    }
    return leaving(layer.forward(List.of(changed), samples, training));
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    List<double[]> gradients = layer.backward(arriving(outputGradient), inputGradients);
    double[][] changed = new double[gradients.size()][];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = returning(i, gradients.get(i));
    }
    return List.of(changed);
  }
}
