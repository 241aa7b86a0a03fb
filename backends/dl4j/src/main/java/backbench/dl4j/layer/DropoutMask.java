package backbench.dl4j.layer;

import backbench.dl4j.memory.Blas;
import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.random.impl.BernoulliDistribution;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** Multiplies by a random mask while training, over its input where that is expendable. */
public final class DropoutMask implements Operation {

  private final double rate;
  private final Value input;
  private final Value output;
  private final Random random;
  private @Nullable Runnable drop;

  /** Makes the operation; input and output may hold the same data. */
  public DropoutMask(double rate, Value input, Value output, Random random) {
    this.rate = rate;
    this.input = input;
    this.output = output;
    this.random = random;
  }

  @Override
  public void forward(boolean training) {
    if (input.data().pointer().address() != output.data().pointer().address()) {
      Blas.copy(input.data(), output.data());
    }
    if (training && drop != null) {
      drop.run();
    }
  }

  @Override
  public Runnable backward(Memory memory) {
    if (rate == 0) {
      input.adoptGradient(output.gradient());
      return () -> {};
    }
    Floats mask = memory.zeros(output.dims());
    BernoulliDistribution draw = new BernoulliDistribution(mask.array(), 1 - rate);
    Call multiply = memory.call("multiply", Call.of(output.data(), mask), Call.of(output.data()));
    float kept = (float) (1 / (1 - rate));
    drop =
        () -> {
          Nd4j.getExecutioner().exec(draw, random);
          Blas.scale(kept, mask);
          multiply.run();
        };
    if (!input.needsGradient()) {
      return () -> {};
    }
    Floats gradient = output.gradient();
    input.adoptGradient(gradient);
    return memory.call("multiply", Call.of(gradient, mask), Call.of(gradient))::run;
  }
}
