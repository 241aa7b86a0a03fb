package backbench.dl4j.layer;

import backbench.dl4j.memory.Memory;

/** Shows the same numbers in another shape: what flattening is for vectors and single pixels. */
public final class Relabelling implements Operation {

  private final Value input;
  private final Value output;

  /** Makes the operation; input and output hold the same data. */
  public Relabelling(Value input, Value output) {
    this.input = input;
    this.output = output;
  }

  @Override
  public void forward(boolean training) {
    // The numbers are where they should be.
  }

  @Override
  public Runnable backward(Memory memory) {
    if (input.needsGradient()) {
      input.adoptGradient(output.gradient().reshape(input.dims()));
    }
    return () -> {};
  }
}
