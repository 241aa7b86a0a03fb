package backbench.djl.mxnet;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxOpParams;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import backbench.djl.EngineDialect;
import backbench.djl.Operation;
import backbench.graph.Layer;
import backbench.graph.ResolvedNode;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Speaks MXNet's dialect of the NDArray interface, and MXNet itself where DJL has no word for it.
 */
public final class MxNetDialect implements EngineDialect {

  /** The engine's name in DJL. */
  public static final String ENGINE = "MXNet";

  private static final int SECOND_AXIS = 1;

  /**
   * The rectifier's slope below 0: 2^-80. oneDNN's rectifier without a slope makes a NaN 0, and
   * MXNet's own, which keeps it, leaves oneDNN's memory layout and so makes a step up to three
   * times as long. Beside anything that single precision can tell from 0 in a sum, this slope's
   * values vanish; and neither they nor their gradients are denormal, which would be slow.
   */
  private static final double NO_SLOPE = 0x1p-80;

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
    NDArray array = manager.create(shape, DataType.FLOAT32);
    array.set(FloatBuffer.wrap(values));
    return array;
  }

  @Override
  public NDArray leaf(NDArray parameter) {
    // Attaches a gradient once, which every backward pass overwrites.
    parameter.setRequiresGradient(true);
    return parameter;
  }

  @Override
  public NDArray relu(NDArray x) {
    MxOpParams options = new MxOpParams();
    options.addParam("act_type", "leaky");
    options.addParam("slope", NO_SLOPE);
    return invoke("LeakyReLU", x, options);
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
   * fraction of the pool's cost, because its backward pass is never made.
   */
  @Override
  public Optional<NDArray> nanLostByMaxPool(NDArray images) {
    MxOpParams options = new MxOpParams();
    options.addParam("pool_type", "avg");
    options.addParam("global_pool", true);
    try (NDArray values = images.stopGradient();
        NDArray means = invoke("Pooling", values, options);
        NDArray sums = means.sum(new int[] {1, 2})) {
      return Optional.of(sums.mul(0));
    }
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

  @Override
  public Operation affineSampler(NDManager manager, Layer.AffineSampler layer, ResolvedNode node) {
    return new AffineSampling(manager, layer);
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
