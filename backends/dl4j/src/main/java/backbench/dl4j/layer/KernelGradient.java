package backbench.dl4j.layer;

import backbench.dl4j.engine.Fit;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.dl4j.parameter.Parameter;
import backbench.graph.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Computes a convolution's gradient of the kernels alone, for one of stride 1 that has nothing to
 * pass on.
 *
 * <p>ND4J's {@code conv2d_bp} always computes the images' gradient too, which for a network's first
 * layer is most of its time and of no use. The kernels' gradient is itself a convolution, of images
 * whose channels are the samples with kernels whose pixels are the output's: {@code gradient[o, c,
 * i, j]} is the sum over n, y and x of {@code image[n, c, y + i, x + j] · outputGradient[n, o, y,
 * x]}.
 */
final class KernelGradient {

  private final INDArray inside;
  private final INDArray samplesLast;
  private final INDArray canonical;
  private final INDArray result;
  private final Call convolve;

  /**
   * Prepares the gradient.
   *
   * @param placement where the kernel lies on the images
   */
  KernelGradient(
      Value input, Window.Placement placement, Floats gradient, Parameter weight, Memory memory) {
    long[] images = input.dims();
    long samples = images[0];
    long channels = images[3];
    Floats framed =
        memory.zeros(
            channels,
            images[1] + placement.top() + placement.bottom(),
            images[2] + placement.left() + placement.right(),
            samples);
    this.inside =
        framed
            .array()
            .get(
                NDArrayIndex.all(),
                NDArrayIndex.interval(placement.top(), placement.top() + images[1]),
                NDArrayIndex.interval(placement.left(), placement.left() + images[2]),
                NDArrayIndex.all());
    this.samplesLast = input.data().array().permute(3, 1, 2, 0);
    INDArray kernels = gradient.array().permute(1, 2, 0, 3);
    INDArray gradients = weight.gradient().array();
    Floats kernelsLast =
        memory.zeros(channels, gradients.size(2), gradients.size(3), gradients.size(0));
    this.canonical = gradients;
    this.result = kernelsLast.array().permute(3, 0, 1, 2);
    this.convolve =
        memory
            .call(
                "conv2d",
                new INDArray[] {framed.array(), kernels},
                new INDArray[] {kernelsLast.array()})
            .integers(
                placement.outHeight(),
                placement.outWidth(),
                1,
                1,
                0,
                0,
                1,
                1,
                0,
                Fit.CHANNELS_LAST,
                Fit.WEIGHTS_HWIO);
  }

  void run() {
    inside.assign(samplesLast);
    convolve.run();
    canonical.assign(result);
  }
}
