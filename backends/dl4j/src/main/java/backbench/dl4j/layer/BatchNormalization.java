package backbench.dl4j.layer;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.dl4j.parameter.Parameter;
import backbench.graph.Layer;
import java.util.List;

/**
 * Normalises each channel over the batch and all pixels.
 *
 * <p>ND4J's {@code batchnorm} normalises by statistics that it is given, fast; it does not compute
 * them, and its {@code batchnorm_bp} and its reductions over all but the last axis are slow. So the
 * sums are products with a vector of ones, and {@code batchnorm} stands in for every multiplication
 * and addition by channel. The few numbers per channel are worked out on the host, in double
 * precision.
 */
public final class BatchNormalization implements Operation {

  private final double epsilon;
  private final double momentum;
  private final Value input;
  private final Value output;
  private final Parameter gamma;
  private final Parameter beta;
  private final Parameter movingMean;
  private final Parameter movingVariance;
  private final int rows;
  private final int channels;
  private final Floats ones;
  private final Floats centred;
  private final Floats mean;
  private final Floats minusMean;
  private final Floats variance;
  private final Call predict;
  private final Call centre;
  private final Call square;
  private final Call normalise;

  /**
   * Makes the operation.
   *
   * @param parameters gamma, beta, moving mean and moving variance
   */
  public BatchNormalization(
      Layer.BatchNorm layer, Value input, Value output, List<Parameter> parameters, Memory memory) {
    this.epsilon = layer.epsilon();
    this.momentum = layer.momentum();
    this.input = input;
    this.output = output;
    this.gamma = parameters.get(0);
    this.beta = parameters.get(1);
    this.movingMean = parameters.get(2);
    this.movingVariance = parameters.get(3);
    this.rows = input.rows();
    this.channels = input.channels();
    this.ones = memory.filled(1, rows);
    this.centred = memory.zeros(image());
    this.mean = memory.zeros(channels);
    this.minusMean = memory.zeros(channels);
    this.variance = memory.zeros(channels);
    Floats x = input.data().reshape(image());
    Floats y = output.data().reshape(image());
    this.predict =
        affine(
            memory, y, x, movingMean.value(), movingVariance.value(), gamma.value(), beta.value());
    this.centre = memory.call("biasadd", Call.of(x, minusMean), Call.of(centred)).flags(false);
    this.square = memory.call("multiply", Call.of(centred, centred), Call.of(y));
    this.normalise = affine(memory, y, x, mean, variance, gamma.value(), beta.value());
  }

  /** Lays vectors out as images of one pixel: the engine is slow on anything else. */
  private long[] image() {
    long[] dims = input.dims();
    return dims.length == 4 ? dims : new long[] {dims[0], 1, 1, dims[1]};
  }

  /**
   * Prepares y = gamma · (x - mean) / sqrt(variance + epsilon) + beta.
   *
   * @param inputs x, mean, variance, gamma and beta
   */
  private Call affine(Memory memory, Floats y, Floats... inputs) {
    return memory.call("batchnorm", Call.of(inputs), Call.of(y)).integers(1, 1, 3).reals(epsilon);
  }

  @Override
  public void forward(boolean training) {
    if (!training) {
      predict.run();
      return;
    }
    float perRow = 1f / rows;
    Blas.sumRows(input.data(), ones, mean, rows, channels, perRow);
    Blas.copy(mean, minusMean);
    Blas.scale(-1f, minusMean);
    centre.run();
    square.run();
    Blas.sumRows(output.data(), ones, variance, rows, channels, perRow);
    normalise.run();
    follow(movingMean.value(), mean);
    follow(movingVariance.value(), variance);
  }

  private void follow(Floats moving, Floats batch) {
    Blas.scale((float) momentum, moving);
    Blas.add((float) (1 - momentum), batch, moving);
  }

  @Override
  public Runnable backward(Memory memory) {
    Floats gradient = output.gradient().reshape(image());
    // The output is not needed any more: room for the product of gradient and centred input.
    Floats product = output.data().reshape(image());
    Floats sums = memory.zeros(channels);
    Call multiply = memory.call("multiply", Call.of(gradient, centred), Call.of(product));
    Runnable forParameters =
        () -> {
          Blas.sumRows(gradient, ones, beta.gradient(), rows, channels, 1f);
          multiply.run();
          Blas.sumRows(product, ones, sums, rows, channels, 1f);
        };
    if (!input.needsGradient()) {
      return () -> {
        forParameters.run();
        writeGamma(sums.read(), variance.read());
      };
    }
    Floats zeros = memory.zeros(channels);
    Floats slope = memory.zeros(channels);
    Floats gradientMean = memory.zeros(channels);
    Call tilt = affine(memory, product, centred, zeros, variance, slope, zeros);
    Call subtract = memory.call("subtract", Call.of(gradient, product), Call.of(gradient));
    Call scale =
        affine(
            memory,
            input.newGradient(memory).reshape(image()),
            gradient,
            gradientMean,
            variance,
            gamma.value(),
            zeros);
    return () -> {
      forParameters.run();
      slope.write(writeGamma(sums.read(), variance.read()));
      Blas.copy(beta.gradient(), gradientMean);
      Blas.scale(1f / rows, gradientMean);
      tilt.run();
      subtract.run();
      scale.run();
    };
  }

  /**
   * Writes gamma's gradient, and returns each channel's mean of gradient times normalised input.
   */
  private float[] writeGamma(float[] sums, float[] variances) {
    float[] means = new float[channels];
    for (int c = 0; c < channels; c++) {
      double total = sums[c] / Math.sqrt(variances[c] + epsilon);
      sums[c] = (float) total;
      means[c] = (float) (total / rows);
    }
    gamma.gradient().write(sums);
    return means;
  }
}
