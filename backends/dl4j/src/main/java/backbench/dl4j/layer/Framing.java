package backbench.dl4j.layer;

import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.graph.Window;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Copies images into a frame of one value, which stands for padding. */
public final class Framing implements Operation {

  private final Value input;
  private final Value output;
  private final Window.Placement placement;
  private final INDArray inside;

  /** Makes the operation; the output is filled with the frame's value. */
  public Framing(Value input, Value output, Window.Placement placement) {
    this.input = input;
    this.output = output;
    this.placement = placement;
    this.inside = inside(output.data());
  }

  /** Returns the dimensions of images with their frames. */
  public static long[] dims(Value input, Window.Placement placement) {
    long[] dims = input.dims();
    dims[1] += placement.top() + placement.bottom();
    dims[2] += placement.left() + placement.right();
    return dims;
  }

  private INDArray inside(Floats framed) {
    long[] dims = input.dims();
    return framed
        .array()
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(placement.top(), placement.top() + dims[1]),
            NDArrayIndex.interval(placement.left(), placement.left() + dims[2]),
            NDArrayIndex.all());
  }

  @Override
  public void forward(boolean training) {
    inside.assign(input.data().array());
  }

  @Override
  public Runnable backward(Memory memory) {
    if (!input.needsGradient()) {
      return () -> {};
    }
    INDArray from = inside(output.gradient());
    INDArray to = input.newGradient(memory).array();
    return () -> to.assign(from);
  }
}
