package backbench.dl4j.layer;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.dl4j.parameter.Parameter;
import org.jspecify.annotations.Nullable;

/** Multiplies rows by a matrix and adds a bias: dense layers, and convolutions of one tap. */
public final class DenseProduct implements Operation {

  private final Value input;
  private final Value output;
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private final @Nullable Call addBias;
  private final Product forward;

  /**
   * Makes the operation.
   *
   * @param weight [outputs, inputs], or a kernel of one tap
   */
  public DenseProduct(
      Value input, Value output, Parameter weight, @Nullable Parameter bias, Memory memory) {
    this.input = input;
    this.output = output;
    this.weight = weight.asMatrix();
    this.bias = bias;
    this.addBias =
        bias == null
            ? null
            : memory
                .call("biasadd", Call.of(output.data(), bias.value()), Call.of(output.data()))
                .flags(false);
    this.forward =
        Product.rightTransposed(
            rows(input, input.data()), this.weight.value(), rows(output, output.data()), memory);
  }

  private static Floats rows(Value value, Floats data) {
    return data.reshape(value.rows(), value.channels());
  }

  @Override
  public void forward(boolean training) {
    forward.run();
    if (addBias != null) {
      addBias.run();
    }
  }

  @Override
  public Runnable backward(Memory memory) {
    Floats gradient = rows(output, output.gradient());
    Product forWeight =
        Product.leftTransposed(gradient, rows(input, input.data()), weight.gradient(), memory);
    Runnable forBias = bias == null ? () -> {} : sum(gradient, bias.gradient(), memory);
    if (!input.needsGradient()) {
      return () -> {
        forWeight.run();
        forBias.run();
      };
    }
    Product forInput =
        Product.of(gradient, weight.value(), rows(input, input.newGradient(memory)), memory);
    return () -> {
      forWeight.run();
      forBias.run();
      forInput.run();
    };
  }

  private Runnable sum(Floats gradient, Floats sums, Memory memory) {
    Floats ones = memory.filled(1, output.rows());
    return () -> Blas.sumRows(gradient, ones, sums, output.rows(), output.channels(), 1f);
  }
}
