package backbench.djl.mxnet;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import backbench.djl.Operation;
import backbench.djl.Pass;
import backbench.graph.Layer;

/**
 * Samples an image at an affinely transformed grid by MXNet's sampler, which aligns corners, reads
 * 0 outside the image and differentiates upwards from whole numbers, as pinned.
 *
 * <p>MXNet has a transformer of grids too, but it makes its grid from pixel numbers on the fly;
 * here it is one product by a constant.
 */
final class AffineSampling implements Operation {

  private static final int COEFFICIENTS = 6;

  private final NDArray grid;
  private final Shape positions;

  /**
   * Makes the operation.
   *
   * @param manager keeps the constants
   */
  AffineSampling(NDManager manager, Layer.AffineSampler layer) {
    this.grid = manager.create(grid(layer), new Shape(COEFFICIENTS, 2L * points(layer)));
    this.positions = new Shape(-1, 2, layer.height(), layer.width());
  }

  private static int points(Layer.AffineSampler layer) {
    return Math.multiplyExact(layer.height(), layer.width());
  }

  /** Makes the matrix that takes theta, [n, 6], to each point's x and y, [n, 2 · points]. */
  private static float[] grid(Layer.AffineSampler layer) {
    int points = points(layer);
    float[] matrix = new float[COEFFICIENTS * 2 * points];
    for (int i = 0; i < layer.height(); i++) {
      for (int j = 0; j < layer.width(); j++) {
        int point = i * layer.width() + j;
        float[] source = {
          (float) (-1 + 2.0 * j / (layer.width() - 1)),
          (float) (-1 + 2.0 * i / (layer.height() - 1)),
          1
        };
        for (int k = 0; k < source.length; k++) {
          matrix[k * 2 * points + point] = source[k];
          matrix[(source.length + k) * 2 * points + points + point] = source[k];
        }
      }
    }
    return matrix;
  }

  @Override
  public NDArray apply(NDList inputs, Pass pass) {
    NDArray image = inputs.get(0);
    NDArray theta = inputs.get(1);
    // The sampler takes a position that is no number for one outside the image, which reads 0.
    try (NDArray values = theta.stopGradient();
        NDArray sums = values.sum(new int[] {1}, true)) {
      pass.traces().add(sums.mul(0));
    }
    try (NDArray flat = theta.matMul(grid);
        NDArray at = flat.reshape(positions)) {
      return ((MxNDManager) image.getManager())
          .invoke("BilinearSampler", new NDList(image, at), null)
          .head();
    }
  }
}
