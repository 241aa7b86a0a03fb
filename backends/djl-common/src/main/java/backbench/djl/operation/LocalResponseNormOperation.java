package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import backbench.graph.Layer;
import java.util.function.UnaryOperator;

/**
 * Normalises across channels: y = x · s^-beta with s = k + alpha · Σ x² over neighbouring channels.
 *
 * <p>The sum is a 1×1 convolution of the squares whose weights, [channels, channels], are alpha in
 * a band around the diagonal and whose bias is k. Nearly all of its products are by zero, and still
 * nothing else was faster on PyTorch, in either memory format ({@code
 * harness/docs/adr/0006-djl-through-ndarrays.md}). Those zeros make a square that is infinite (|x|
 * above 1.8e19) or no number reach all channels of its pixel, and not its neighbours alone.
 */
final class LocalResponseNormOperation implements Operation {

  private final NDArray band;
  private final NDArray base;
  private final UnaryOperator<NDArray> power;

  /**
   * Makes the operation.
   *
   * @param manager keeps the constants
   */
  LocalResponseNormOperation(
      EngineDialect dialect, NDManager manager, Layer.LocalResponseNorm layer, int channels) {
    this.band =
        dialect.upload(
            manager,
            band(layer.size() / 2, (float) layer.alpha(), channels),
            new Shape(channels, channels, 1, 1));
    this.base = manager.full(new Shape(channels), (float) layer.k());
    this.power = dialect.power(manager, (float) -layer.beta());
  }

  private static float[] band(int reach, float alpha, int channels) {
    float[] band = new float[Math.multiplyExact(channels, channels)];
    for (int c = 0; c < channels; c++) {
      int last = Math.min(channels - 1, c + reach);
      for (int j = Math.max(0, c - reach); j <= last; j++) {
        band[c * channels + j] = alpha;
      }
    }
    return band;
  }

  @Override
  public NDArray apply(NDList inputs, Pass pass) {
    NDArray x = inputs.head();
    try (NDArray squares = x.mul(x);
        NDArray sums = Conv2d.conv2d(squares, band, base).head();
        NDArray factors = power.apply(sums)) {
      return x.mul(factors);
    }
  }
}
