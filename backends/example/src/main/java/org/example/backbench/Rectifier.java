package org.example.backbench;

/** Computes max(x, 0), with the gradient 0 at 0. */
final class Rectifier implements Operation {

  private final Crew crew;
  private final Value input;
  private final Value output;

  Rectifier(Crew crew, Value input, Value output) {
    this.crew = crew;
    this.input = input;
    this.output = output;
  }

  @Override
  public void forward(int samples) {
    crew.run(samples, this::forwardSample);
  }

  private void forwardSample(int sample) {
    for (int i = sample * input.size(); i < (sample + 1) * input.size(); i++) {
      // Not a comparison, which would turn a NaN into 0.
      output.data()[i] = Math.max(input.data()[i], 0);
    }
  }

  @Override
  public void backward(int samples) {
    if (input.needsGradient()) {
      crew.run(samples, this::backwardSample);
    }
  }

  private void backwardSample(int sample) {
    for (int i = sample * input.size(); i < (sample + 1) * input.size(); i++) {
      if (input.data()[i] > 0) {
        input.gradient()[i] += output.gradient()[i];
      }
    }
  }
}
