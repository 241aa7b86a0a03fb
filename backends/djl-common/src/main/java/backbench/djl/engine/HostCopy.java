package backbench.djl.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Makes arrays of the host's numbers through a buffer that stays reachable until they are copied.
 *
 * <p>DJL's own buffer does not stay so on MXNet: once its address is taken, compiled code no longer
 * holds it, and Java may collect it before the engine has read it.
 */
public final class HostCopy {

  private HostCopy() {}

  /**
   * Copies numbers to the engine.
   *
   * @param values in row-major order, as many as the shape holds
   */
  public static NDArray of(NDManager manager, float[] values, Shape shape) {
    ByteBuffer buffer = manager.allocateDirect(Math.multiplyExact(values.length, Float.BYTES));
    buffer.asFloatBuffer().put(values);
    return copied(manager, buffer, shape, DataType.FLOAT32);
  }

  /** Copies whole numbers to the engine, as a vector. */
  public static NDArray of(NDManager manager, int[] values) {
    ByteBuffer buffer = manager.allocateDirect(Math.multiplyExact(values.length, Integer.BYTES));
    buffer.asIntBuffer().put(values);
    return copied(manager, buffer, new Shape(values.length), DataType.INT32);
  }

  private static NDArray copied(NDManager manager, ByteBuffer buffer, Shape shape, DataType type) {
    try {
      return manager.create(buffer, shape, type);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }
}
