package backbench.dl4j.memory;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Calls one of ND4J's operations again and again on the same arrays.
 *
 * <p>Describing an operation costs more than a small one takes, so it is described once: a call is
 * about a microsecond and allocates nothing off the heap.
 */
public final class Call implements AutoCloseable {

  private final CustomOp operation;
  private final OpContext context;

  /** Prepares an operation by the name that ND4J registers it under. */
  Call(String name, INDArray[] inputs, INDArray[] outputs) {
    this.operation = DynamicCustomOp.builder(name).build();
    this.context = Nd4j.getExecutioner().buildContext();
    for (int i = 0; i < inputs.length; i++) {
      context.setInputArray(i, inputs[i]);
    }
    for (int i = 0; i < outputs.length; i++) {
      context.setOutputArray(i, outputs[i]);
    }
  }

  /** Lists arrays. */
  public static INDArray[] of(Floats... floats) {
    INDArray[] arrays = new INDArray[floats.length];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = floats[i].array();
    }
    return arrays;
  }

  /** Sets the operation's integers. */
  public Call integers(long... arguments) {
    context.setIArguments(arguments);
    return this;
  }

  /** Sets the operation's real numbers. */
  public Call reals(double... arguments) {
    context.setTArguments(arguments);
    return this;
  }

  /** Sets the operation's flags. */
  public Call flags(boolean... arguments) {
    context.setBArguments(arguments);
    return this;
  }

  /** Runs the operation. */
  public void run() {
    Nd4j.exec(operation, context);
  }

  @Override
  public void close() {
    context.purge();
  }
}
