package backbench.dl4j.layer;

import backbench.dl4j.engine.Fit;
import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.dl4j.parameter.Parameter;
import backbench.graph.Layer;
import org.jspecify.annotations.Nullable;

/** Cross-correlates through ND4J's {@code conv2d}, whose helper is oneDNN. */
public final class Convolution implements Operation {

  private final Layer.Conv2d layer;
  private final Fit fit;
  private final Value input;
  private final Value output;
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private final Call forward;

  /** Prepares a convolution. */
  public Convolution(
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
    boolean steps = layer.window().strideHeight() > 1 || layer.window().strideWidth() > 1;
    return input.needsGradient() || steps ? fullBackward(memory) : kernelBackward(memory);
  }

  private Runnable fullBackward(Memory memory) {
    Floats gradient = output.gradient();
    Floats inputGradient =
        input.needsGradient() ? input.newGradient(memory) : memory.zeros(input.dims());
    Call call =
        bias == null
            ? memory.call(
                "conv2d_bp",
                Call.of(input.data(), weight.value(), gradient),
                Call.of(inputGradient, weight.gradient()))
            : memory.call(
                "conv2d_bp",
                Call.of(input.data(), weight.value(), bias.value(), gradient),
                Call.of(inputGradient, weight.gradient(), bias.gradient()));
    return call.integers(arguments())::run;
  }

  private Runnable kernelBackward(Memory memory) {
    Floats gradient = output.gradient();
    KernelGradient forKernels =
        new KernelGradient(input, fit.remaining(), gradient, weight, memory);
    if (bias == null) {
      return forKernels::run;
    }
    Floats ones = memory.filled(1, output.rows());
    Floats sums = bias.gradient();
    return () -> {
      forKernels.run();
      Blas.sumRows(gradient, ones, sums, output.rows(), output.channels(), 1f);
    };
  }
}
