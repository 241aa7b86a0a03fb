package backbench.oracle.layer;

import java.util.List;

/** Passes everything on as it is: a flatten (both layouts are NCHW), and a dropout at rate 0. */
final class PassingLayer implements OracleLayer {

  @Override
  public double[] forward(List<double[]> inputs, int samples, boolean training) {
    return inputs.get(0);
  }

  @Override
  public List<double[]> backward(double[] outputGradient, boolean inputGradients) {
    return List.of(outputGradient);
  }
}
