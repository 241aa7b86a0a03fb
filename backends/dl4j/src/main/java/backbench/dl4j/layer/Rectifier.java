package backbench.dl4j.layer;

import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes max(x, 0), over its input where that is expendable.
 *
 * <p>ND4J's {@code relu_bp} runs an element at a time; a step function over the output, which no
 * one needs any more, and a product do the same several times faster.
 */
public final class Rectifier implements Operation {

  private final Value input;
  private final Value output;
  private final Call forward;

  /** Makes the operation; input and output may hold the same data. */
  public Rectifier(Value input, Value output, Memory memory) {
    this.input = input;
    this.output = output;
    this.forward = memory.call("relu", input.data(), output.data()).reals(0);
  }

  @Override
  public void forward(boolean training) {
    forward.run();
  }

  @Override
  public Runnable backward(Memory memory) {
    if (!input.needsGradient()) {
      return () -> {};
    }
    Floats mask = output.data();
    Floats gradient = output.gradient();
    input.adoptGradient(gradient);
    Step step = new Step(mask.array(), mask.array(), 0);
    Call multiply = memory.call("multiply", Call.of(gradient, mask), Call.of(gradient));
    return () -> {
      Nd4j.getExecutioner().exec(step);
      multiply.run();
    };
  }
}
