package backbench.djl.mxnet;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxOpParams;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import backbench.djl.engine.HostCopy;
import backbench.djl.operation.EngineDialect;
import backbench.djl.operation.Operation;
import backbench.djl.operation.UpdateRule;
import backbench.graph.Layer;
import backbench.graph.ResolvedNode;
import backbench.spi.Optimizer;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;

/**
 * Speaks MXNet's dialect of the NDArray interface, and MXNet itself where DJL has no word for it.
 */
public final class MxNetDialect implements EngineDialect {

  /** The engine's name in DJL. */
  public static final String ENGINE = "MXNet";

  private static final int SECOND_AXIS = 1;

  private final MxnetLibrary library = LibUtils.loadLibrary();

  @Override
  public int batchNormAxis() {
    return SECOND_AXIS;
  }

  @Override
  public boolean besselCorrectsMovingVariance() {
    return false;
  }

  @Override
  public NDArray upload(NDManager manager, float[] values, Shape shape) {
    if (manager.getDevice().isGpu()) {
      return HostCopy.of(manager, values, shape);
    }
    // Written into the engine's own memory: DJL's way is one more copy, in a direct buffer that is
    // freed when the collector gets round to it.
    MxNDArray array = ((MxNDManager) manager).create(shape, DataType.FLOAT32);
    PointerByReference memory = new PointerByReference();
    JnaUtils.checkCall(library.MXNDArrayGetData(array.getHandle(), memory));
    memory.getValue().write(0, values, 0, values.length);
    return array;
  }

  @Override
  public NDArray leaf(NDArray parameter) {
    // Attaches a gradient once, which every backward pass overwrites.
    parameter.setRequiresGradient(true);
    return parameter;
  }

  @Override
  public NDArray logSoftmax(NDArray logits) {
    MxOpParams options = new MxOpParams();
    options.addParam("axis", 1);
    // oneDNN's, which takes no temperature, errs by some 3e-6; so this is MXNet's own.
    options.addParam("temperature", 1.0);
    return invoke("log_softmax", logits, options);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The engine compares, and a NaN loses every comparison. The mean of a channel tells, at a
   * fraction of the operation's cost, because its backward pass is never made.
   */
  @Override
  public Optional<NDArray> nanLostByComparing(NDArray values) {
    // Not recorded, rather than cut off by stopGradient, which copies the values.
    boolean recording = JnaUtils.autogradSetIsRecording(false);
    try (NDArray sums = sums(values)) {
      return Optional.of(sums.mul(0));
    } finally {
      JnaUtils.autogradSetIsRecording(recording);
    }
  }

  /** Sums what belongs to each sample, up to a factor: [n, 1]. */
  private static NDArray sums(NDArray values) {
    if (values.getShape().dimension() == 2) {
      return values.sum(new int[] {1}, true);
    }
    MxOpParams options = new MxOpParams();
    options.addParam("pool_type", "avg");
    options.addParam("global_pool", true);
    // Of no effect, but without it this is not oneDNN's.
    options.addTupleParam("kernel", 1, 1);
    try (NDArray means = invoke("Pooling", values, options)) {
      return means.sum(new int[] {1, 2});
    }
  }

  @Override
  public boolean padsKernels() {
    // The engine's pad leaves oneDNN's memory layout and runs on one thread, forwards and back.
    return true;
  }

  @Override
  public NDArray pad(NDArray images, Shape sides, double value) {
    MxOpParams options = new MxOpParams();
    options.add("mode", "constant");
    options.addParam("constant_value", value);
    options.addTupleParam(
        "pad_width", 0, 0, 0, 0, sides.get(2), sides.get(3), sides.get(0), sides.get(1));
    return invoke("Pad", images, options);
  }

  /**
   * {@inheritDoc}
   *
   * <p>oneDNN's predicts in three quarters of the time. Its backward pass is the slower one, and
   * errs by more than single precision does.
   */
  @Override
  public Operation localResponseNorm(
      NDManager manager, Layer.LocalResponseNorm layer, ResolvedNode node) {
    Operation trained = EngineDialect.super.localResponseNorm(manager, layer, node);
    MxOpParams options = new MxOpParams();
    // The engine divides alpha by the size.
    options.addParam("alpha", layer.alpha() * layer.size());
    options.addParam("beta", layer.beta());
    options.addParam("knorm", layer.k());
    options.addParam("nsize", layer.size());
    return (inputs, pass) ->
        pass.training() ? trained.apply(inputs, pass) : invoke("LRN", inputs.head(), options);
  }

  @Override
  public NDArray batchProduct(NDArray left, NDArray right) {
    return ((MxNDManager) left.getManager()).invoke("batch_dot", new NDArray[] {left, right}, null);
  }

  @Override
  public UpdateRule sgd(
      NDManager manager,
      Optimizer.Sgd settings,
      List<NDArray> parameters,
      List<NDArray> velocities) {
    return new FusedSgd(settings, parameters, velocities);
  }

  @Override
  public void seed(long seed) {
    JnaUtils.checkCall(JnaUtils.randomSeed(Long.hashCode(seed)));
  }

  @Override
  public void complete(NDManager manager) {
    JnaUtils.waitAll();
  }

  /** Calls one of MXNet's own operators. */
  static NDArray invoke(String operator, NDArray input, PairList<String, ?> options) {
    return ((MxNDManager) input.getManager()).invoke(operator, input, options);
  }
}
