package org.example.backbench;

import java.util.Optional;

/** Computes y[o] = b[o] + Σ w[o, f] · x[f]. */
final class Dense implements Operation {

  private final Crew crew;
  private final Value input;
  private final Value output;
  private final Parameter weight;
  private final Optional<Parameter> bias;
  private final int features;
  private final int units;

  Dense(Crew crew, Value input, Value output, Parameter weight, Optional<Parameter> bias) {
    this.crew = crew;
    this.input = input;
    this.output = output;
    this.weight = weight;
    this.bias = bias;
    this.features = input.size();
    this.units = output.size();
  }

  @Override
  public void forward(int samples) {
    crew.run(samples, this::forwardSample);
  }

  private void forwardSample(int sample) {
    float[] x = input.data();
    float[] w = weight.data();
    for (int unit = 0; unit < units; unit++) {
      double sum = bias.isPresent() ? bias.get().data()[unit] : 0;
      for (int feature = 0; feature < features; feature++) {
        sum += w[unit * features + feature] * x[sample * features + feature];
      }
      output.data()[sample * units + unit] = (float) sum;
    }
  }

  @Override
  public void backward(int samples) {
    crew.run(units, unit -> backwardUnit(unit, samples));
    if (input.needsGradient()) {
      crew.run(samples, this::backwardSample);
    }
  }

  private void backwardUnit(int unit, int samples) {
    float[] x = input.data();
    double[] sums = new double[features];
    double shift = 0;
    for (int sample = 0; sample < samples; sample++) {
      float dy = output.gradient()[sample * units + unit];
      for (int feature = 0; feature < features; feature++) {
        sums[feature] += dy * x[sample * features + feature];
      }
      shift += dy;
    }
    for (int feature = 0; feature < features; feature++) {
      weight.gradient()[unit * features + feature] = (float) sums[feature];
    }
    if (bias.isPresent()) {
      bias.get().gradient()[unit] = (float) shift;
    }
  }

  private void backwardSample(int sample) {
    float[] w = weight.data();
    float[] dy = output.gradient();
    for (int unit = 0; unit < units; unit++) {
      for (int feature = 0; feature < features; feature++) {
        input.gradient()[sample * features + feature] +=
            w[unit * features + feature] * dy[sample * units + unit];
      }
    }
  }
}
