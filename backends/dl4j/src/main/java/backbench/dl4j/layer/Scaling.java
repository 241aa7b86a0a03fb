package backbench.dl4j.layer;

import backbench.dl4j.memory.Call;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;

/** Multiplies every sample by the same map, in place. */
public final class Scaling implements Operation {

  private final Value value;
  private final Floats map;
  private final Call forward;

  /**
   * Makes the operation.
   *
   * @param value both input and output
   * @param map [height, width, 1]
   */
  public Scaling(Value value, Floats map, Memory memory) {
    this.value = value;
    this.map = map;
    this.forward = multiplication(value.data(), memory);
  }

  private Call multiplication(Floats data, Memory memory) {
    return memory.call("multiply", Call.of(data, map), Call.of(data));
  }

  @Override
  public void forward(boolean training) {
    forward.run();
  }

  @Override
  public Runnable backward(Memory memory) {
    if (!value.needsGradient()) {
      return () -> {};
    }
    return multiplication(value.gradient(), memory)::run;
  }
}
