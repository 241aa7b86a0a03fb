package backbench.djl.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import backbench.djl.operation.EngineDialect;
import backbench.djl.operation.Operation;
import backbench.djl.operation.UpdateRule;
import backbench.graph.Layer;
import backbench.graph.ResolvedNode;
import backbench.spi.Optimizer;
import java.util.List;
import java.util.function.UnaryOperator;

/** Speaks PyTorch's dialect of the NDArray interface. */
public final class PyTorchDialect implements EngineDialect {

  /** The engine's name in DJL. */
  public static final String ENGINE = "PyTorch";

  /** DJL's code for the second axis; any number here would make it transpose twice. */
  private static final int SECOND_AXIS = -1;

  private final boolean scripted;

  /**
   * Makes the dialect.
   *
   * @param scripted whether kernels that DJL does not bind are called through TorchScript where
   *     they are faster
   */
  public PyTorchDialect(boolean scripted) {
    this.scripted = scripted;
  }

  @Override
  public int batchNormAxis() {
    return SECOND_AXIS;
  }

  @Override
  public boolean besselCorrectsMovingVariance() {
    return true;
  }

  @Override
  public NDArray upload(NDManager manager, float[] values, Shape shape) {
    if (manager.getDevice().isGpu()) {
      return manager.create(values, shape);
    }
    // Written into the engine's own memory: DJL's way is a direct buffer per array, aligned to 16
    // bytes only and freed when the collector gets round to it.
    NDArray array = manager.create(shape, DataType.FLOAT32);
    array.toByteBuffer(true).asFloatBuffer().put(values);
    return array;
  }

  @Override
  public NDArray leaf(NDArray parameter) {
    // A detached twin has no gradient yet, so autograd hands its buffer over instead of adding to a
    // zeroed one.
    NDArray leaf = parameter.stopGradient();
    leaf.setRequiresGradient(true);
    return leaf;
  }

  @Override
  public UnaryOperator<NDArray> power(NDManager manager, float exponent) {
    // Given a number, DJL makes an array over Java's memory and closes it when pow returns.
    // Autograd has saved that array for the backward pass, but does not keep its memory.
    NDArray kept = manager.full(new Shape(), exponent);
    return values -> values.pow(kept);
  }

  @Override
  public Operation affineSampler(NDManager manager, Layer.AffineSampler layer, ResolvedNode node) {
    return scripted
        ? new ScriptedSampler((PtNDManager) manager, layer)
        : EngineDialect.super.affineSampler(manager, layer, node);
  }

  @Override
  public UpdateRule adaptive(
      NDManager manager,
      Optimizer.Adaptive settings,
      List<NDArray> parameters,
      List<NDArray> means,
      List<NDArray> variances) {
    return scripted
        ? new FusedAdam((PtNDManager) manager, settings, parameters, means, variances)
        : EngineDialect.super.adaptive(manager, settings, parameters, means, variances);
  }

  @Override
  public void seed(long seed) {
    JniUtils.setSeed(seed);
  }

  @Override
  public void complete(NDManager manager) {
    // On the CPU every operation is complete when its call returns. A CUDA stream works in order:
    // what is read from it now comes after all that was asked before.
    if (manager.getDevice().isGpu()) {
      try (NDArray last = manager.zeros(new Shape(1))) {
        last.toFloatArray();
      }
    }
  }
}
