package backbench.dl4j.layer;

import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lays images out as vectors in channel, row, column order. */
public final class Flattening implements Operation {

  private final Value input;
  private final Value output;
  private final INDArray channelsFirst;

  /** Prepares flattening. */
  public Flattening(Value input, Value output) {
    this.input = input;
    this.output = output;
    this.channelsFirst = channelsFirst(output.data());
  }

  /** Views vectors as the images that they came from. */
  private INDArray channelsFirst(Floats vectors) {
    long[] dims = input.dims();
    return vectors.array().reshape('c', dims[0], dims[3], dims[1], dims[2]).permute(0, 2, 3, 1);
  }

  @Override
  public void forward(boolean training) {
    channelsFirst.assign(input.data().array());
  }

  @Override
  public Runnable backward(Memory memory) {
    if (!input.needsGradient()) {
      return () -> {};
    }
    INDArray from = channelsFirst(output.gradient());
    INDArray to = input.newGradient(memory).array();
    return () -> to.assign(from);
  }
}
