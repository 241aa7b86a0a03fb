package backbench.vector.layer;

import backbench.graph.Layer.BatchNorm;
import backbench.vector.kernel.Kernels;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Layout.Halo;
import backbench.vector.memory.ParameterStore.Slot;
import backbench.vector.memory.Slab;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Program;
import backbench.vector.program.Value;
import java.util.Arrays;

/**
 * Normalises each channel over the batch (Ioffe and Szegedy, 2015).
 *
 * <p>Statistics are formed for each sample around its own mean, and combined in double precision
 * (Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample
 * variances", 1979): a variance as the difference of two sums would lose its digits on pixels from
 * 0 to 255. The forward and backward formulas are folded into one factor and summand per channel.
 */
public final class BatchNormalization implements Operation {

  private final Engine engine;
  private final double epsilon;
  private final double momentum;
  private final Value input;
  private final Value output;
  private final int channels;
  private final int pitch;
  private final Slot gamma;
  private final Slot beta;
  private final float[] movingMean;
  private final float[] movingVariance;
  private final float[] mean;
  private final float[] inverseDeviation;
  private final float[] scale;
  private final float[] shift;
  private final float[] onGradient;
  private final float[] onInput;
  private final float[] constant;
  private final float[][] sampleMeans;
  private final Slab firstSums;
  private final Slab secondSums;

  /** Compiles batch normalisation. */
  public BatchNormalization(Engine engine, BatchNorm layer, Value input, Value output) {
    this.engine = engine;
    this.epsilon = layer.epsilon();
    this.momentum = layer.momentum();
    this.input = input;
    this.output = output;
    this.channels = input.layout().channels();
    this.pitch = input.layout().pitch();
    this.gamma = engine.store().reserveSummed(channels);
    this.beta = engine.store().reserveSummed(channels);
    this.movingMean = new float[channels];
    this.movingVariance = new float[channels];
    this.mean = new float[pitch];
    this.inverseDeviation = new float[pitch];
    this.scale = new float[pitch];
    this.shift = new float[pitch];
    this.onGradient = new float[pitch];
    this.onInput = new float[pitch];
    this.constant = new float[pitch];
    this.sampleMeans = new float[engine.crew().size()][pitch];
    Layout sums = new Layout(channels, 1, 1, pitch, Halo.NONE);
    this.firstSums = new Slab(sums);
    this.secondSums = new Slab(sums);
  }

  /** Returns where the scale lies. */
  public Slot gamma() {
    return gamma;
  }

  /** Returns where the shift lies. */
  public Slot beta() {
    return beta;
  }

  /** Returns the moving mean itself, not a copy. */
  public float[] movingMean() {
    return movingMean;
  }

  /** Returns the moving variance itself, not a copy. */
  public float[] movingVariance() {
    return movingVariance;
  }

  private long work(int perElement) {
    return (long) perElement * input.layout().pixels() * pitch;
  }

  @Override
  public void forward(Program program, boolean training) {
    if (training) {
      engine.workspace().add(firstSums);
      engine.workspace().add(secondSums);
      Runs whole = new Runs(input.layout(), input.layout());
      program.samples(work(4), (sample, thread) -> addStatistics(whole, sample, thread));
      program.serial(this::combineStatistics);
    } else {
      program.serial(samples -> useMovingStatistics());
    }
    Runs runs = new Runs(input.layout(), output.layout());
    program.samples(
        work(2),
        (sample, thread) ->
            runs.visit(
                (from, to) ->
                    engine
                        .kernels()
                        .affine(
                            input.data().data(),
                            input.data().origin(sample) + from,
                            output.data().data(),
                            output.data().origin(sample) + to,
                            runs.pixels(),
                            pitch,
                            scale,
                            shift)));
  }

  private void addStatistics(Runs runs, int sample, int thread) {
    Layout in = input.layout();
    float[] x = input.data().data();
    int x0 = input.data().origin(sample);
    int at = sample * pitch;
    float[] sums = firstSums.data();
    Arrays.fill(sums, at, at + pitch, 0);
    Arrays.fill(secondSums.data(), at, at + pitch, 0);
    runs.visit(
        (from, same) -> engine.kernels().addChannels(x, x0 + from, runs.pixels(), pitch, sums, at));
    float[] centre = sampleMeans[thread];
    for (int channel = 0; channel < pitch; channel++) {
      centre[channel] = sums[at + channel] / in.pixels();
    }
    runs.visit(
        (from, same) ->
            engine
                .kernels()
                .addSquares(x, x0 + from, runs.pixels(), pitch, centre, secondSums.data(), at));
  }

  private void combineStatistics(int samples) {
    int pixels = input.layout().pixels();
    double count = (double) samples * pixels;
    for (int channel = 0; channel < channels; channel++) {
      double total = 0;
      for (int sample = 0; sample < samples; sample++) {
        total += firstSums.data()[sample * pitch + channel];
      }
      double centre = total / count;
      double squares = 0;
      for (int sample = 0; sample < samples; sample++) {
        double off = firstSums.data()[sample * pitch + channel] / pixels - centre;
        squares += secondSums.data()[sample * pitch + channel] + pixels * off * off;
      }
      double variance = squares / count;
      mean[channel] = (float) centre;
      useStatistics(channel, centre, variance);
      movingMean[channel] = (float) (momentum * movingMean[channel] + (1 - momentum) * centre);
      movingVariance[channel] =
          (float) (momentum * movingVariance[channel] + (1 - momentum) * variance);
    }
  }

  private void useMovingStatistics() {
    for (int channel = 0; channel < channels; channel++) {
      useStatistics(channel, movingMean[channel], movingVariance[channel]);
    }
  }

  private void useStatistics(int channel, double centre, double variance) {
    float[] values = engine.store().values();
    double inverse = 1 / Math.sqrt(variance + epsilon);
    double factor = values[gamma.offset() + channel] * inverse;
    inverseDeviation[channel] = (float) inverse;
    scale[channel] = (float) factor;
    shift[channel] = (float) (values[beta.offset() + channel] - centre * factor);
  }

  @Override
  public void backward(Program program) {
    Slab gradient = output.gradient(engine, program);
    Runs runs = new Runs(input.layout(), gradient.layout());
    program.samples(work(4), (sample, thread) -> addGradientSums(runs, gradient, sample, thread));
    program.serial(this::combineGradients);
    if (!input.needsGradient()) {
      return;
    }
    Slab share = input.addGradientShare(engine);
    Layout in = input.layout();
    program.samples(
        work(4),
        (sample, thread) -> {
          for (int row = 0; row < in.height(); row++) {
            engine
                .kernels()
                .affineGradient(
                    gradient.data(),
                    gradient.origin(sample, thread) + gradient.layout().at(row, 0),
                    input.data().data(),
                    input.data().origin(sample) + in.at(row, 0),
                    share.data(),
                    share.origin(sample, thread) + share.layout().at(row, 0),
                    in.width(),
                    pitch,
                    onGradient,
                    onInput,
                    constant);
          }
        });
  }

  @Override
  public boolean readsGradientInChain() {
    return false;
  }

  private void addGradientSums(Runs runs, Slab gradient, int sample, int thread) {
    int at = sample * pitch;
    Arrays.fill(firstSums.data(), at, at + pitch, 0);
    Arrays.fill(secondSums.data(), at, at + pitch, 0);
    runs.visit(
        (inX, inG) -> {
          int x0 = input.data().origin(sample) + inX;
          int g0 = gradient.origin(sample, thread) + inG;
          float[] g = gradient.data();
          Kernels kernels = engine.kernels();
          kernels.addChannels(g, g0, runs.pixels(), pitch, firstSums.data(), at);
          kernels.addProducts(
              g, g0, input.data().data(), x0, runs.pixels(), pitch, mean, secondSums.data(), at);
        });
  }

  private void combineGradients(int samples) {
    float[] gradients = engine.store().gradients(0);
    double count = (double) samples * input.layout().pixels();
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      double products = 0;
      for (int sample = 0; sample < samples; sample++) {
        sum += firstSums.data()[sample * pitch + channel];
        products += secondSums.data()[sample * pitch + channel];
      }
      double inverse = inverseDeviation[channel];
      gradients[beta.offset() + channel] = (float) sum;
      gradients[gamma.offset() + channel] = (float) (products * inverse);
      // dx = scale · (g - mean(g) - normalised x · mean(g · normalised x)), as a·g + b·x + d.
      double byX = -scale[channel] * inverse * inverse * products / count;
      onGradient[channel] = scale[channel];
      onInput[channel] = (float) byX;
      constant[channel] = (float) (-scale[channel] * sum / count - byX * mean[channel]);
    }
  }
}
