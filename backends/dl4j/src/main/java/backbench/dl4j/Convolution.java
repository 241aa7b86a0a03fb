package backbench.dl4j;

import backbench.graph.Layer;
import org.jspecify.annotations.Nullable;

/** Cross-correlates through ND4J's {@code conv2d}, whose helper is oneDNN. */
final class Convolution implements Operation {

  private final Layer.Conv2d layer;
  private final Fit fit;
  private final Value input;
  private final Value output;
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private final Call forward;

  Convolution(
      Layer.Conv2d layer,
      Fit fit,
      Value input,
      Value output,
      Parameter weight,
      @Nullable Parameter bias,
      Memory memory) {
    this.layer = layer;
    this.fit = fit;
    this.input = input;
    this.output = output;
    this.weight = weight;
    this.bias = bias;
    this.forward =
        memory
            .call(
                "conv2d",
                bias == null
                    ? Call.of(input.data(), weight.value())
                    : Call.of(input.data(), weight.value(), bias.value()),
                Call.of(output.data()))
            .integers(arguments());
  }

  private long[] arguments() {
    return fit.arguments(layer.window(), Fit.CHANNELS_LAST, Fit.WEIGHTS_OIHW);
  }

  @Override
  public void forward(boolean training) {
    forward.run();
  }

  @Override
  public Runnable backward(Memory memory) {
    Floats gradient = output.gradient();
    Floats inputGradient =
        input.needsGradient() ? input.newGradient(memory) : memory.zeros(input.dims());
    Call call =
        memory
            .call(
                "conv2d_bp",
                bias == null
                    ? Call.of(input.data(), weight.value(), gradient)
                    : Call.of(input.data(), weight.value(), bias.value(), gradient),
                bias == null
                    ? Call.of(inputGradient, weight.gradient())
                    : Call.of(inputGradient, weight.gradient(), bias.gradient()))
            .integers(arguments());
    return call::run;
  }
}
