package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.LayerVisitor;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Window;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles each kind of layer to DJL's functional operations. */
public final class OperationCompiler implements LayerVisitor<Operation> {

  private static final Shape UNIT = new Shape(1, 1);
  private static final Shape NOTHING = new Shape(0, 0);

  private final EngineDialect dialect;
  private final NDManager manager;
  private final List<Parameter> parameters;
  private final List<String> names;

  /** The nodes whose operation compares values. */
  private final Set<String> comparisons;

  /** Makes a compiler for one graph and its parameters, in the order of the graph's. */
  public OperationCompiler(
      EngineDialect dialect, NDManager manager, ResolvedGraph graph, List<Parameter> parameters) {
    this.dialect = dialect;
    this.manager = manager;
    this.parameters = parameters;
    this.names = graph.parameters().stream().map(ParameterInfo::name).toList();
    this.comparisons =
        graph.nodes().stream()
            .filter(node -> compares(node.layer().kind()))
            .map(ResolvedNode::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean compares(LayerKind kind) {
    return switch (kind) {
      case RELU, MAX_POOL2D -> true;
      case CONV2D, AVG_POOL2D, BATCH_NORM, LRN, DROPOUT, FLATTEN, DENSE, AFFINE_SAMPLER -> false;
    };
  }

  @Override
  public Operation conv2d(Layer.Conv2d layer, ResolvedNode node) {
    Window.Placement placement = layer.window().on(node.inputShape());
    if (placement.isSymmetric()) {
      return convolution(layer, node, new Shape(placement.top(), placement.left()), null);
    }
    if (dialect.padsKernels()) {
      int height = Math.max(placement.top(), placement.bottom());
      int width = Math.max(placement.left(), placement.right());
      Shape zeros =
          new Shape(
              width - placement.left(),
              width - placement.right(),
              height - placement.top(),
              height - placement.bottom());
      return convolution(layer, node, new Shape(height, width), zeros);
    }
    return padded(convolution(layer, node, NOTHING, null), sides(placement), 0);
  }

  /**
   * Makes a convolution.
   *
   * @param padding above and below, left and right of the images
   * @param zeros what surrounds the kernel: left, right, above, below
   */
  private Operation convolution(
      Layer.Conv2d layer, ResolvedNode node, Shape padding, @Nullable Shape zeros) {
    int weight = position(node, 0);
    int bias = layer.bias() ? position(node, 1) : -1;
    Shape stride = strides(layer.window());
    return (inputs, pass) -> {
      @Nullable NDArray biases = bias < 0 ? null : pass.parameters().get(bias);
      NDArray weights = pass.parameters().get(weight);
      if (zeros == null) {
        return Conv2d.conv2d(inputs.head(), weights, biases, stride, padding, UNIT, 1).head();
      }
      try (NDArray grown = dialect.pad(weights, zeros, 0)) {
        return Conv2d.conv2d(inputs.head(), grown, biases, stride, padding, UNIT, 1).head();
      }
    };
  }

  @Override
  public Operation maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    Shape kernel = kernel(layer.window());
    Shape stride = strides(layer.window());
    Window.Placement placement = layer.window().on(node.inputShape());
    boolean enginePads = enginePads(placement, layer.window());
    Shape padding = enginePads ? new Shape(placement.top(), placement.left()) : NOTHING;
    Operation ofTheEngine =
        (inputs, pass) ->
            inputs.head().getNDArrayInternal().maxPool(kernel, stride, padding, false);
    return traced(
        node,
        enginePads ? ofTheEngine : padded(ofTheEngine, sides(placement), Double.NEGATIVE_INFINITY));
  }

  /** Has a comparing operation leave a trace of the NaNs that it loses. */
  private Operation traced(ResolvedNode node, Operation comparing) {
    if (comparisons.contains(node.inputs().get(0))) {
      // What lost them before has left the trace.
      return comparing;
    }
    return (inputs, pass) -> {
      dialect.nanLostByComparing(inputs.head()).ifPresent(pass.traces()::add);
      return comparing.apply(inputs, pass);
    };
  }

  /** Pads the input by hand before an operation. */
  private Operation padded(Operation operation, Shape sides, double value) {
    return (inputs, pass) -> {
      NDArray padded = dialect.pad(inputs.head(), sides, value);
      NDArray output = operation.apply(new NDList(padded), pass);
      padded.close();
      return output;
    };
  }

  @Override
  public Operation avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    Window window = layer.window();
    Shape kernel = kernel(window);
    Shape stride = strides(window);
    Window.Placement placement = window.on(node.inputShape());
    Operation meanOfTaps =
        (inputs, pass) ->
            inputs.head().getNDArrayInternal().avgPool(kernel, stride, NOTHING, false, true);
    if (placement.isUnpadded()) {
      return meanOfTaps;
    }
    // DJL's switch not to count padding does nothing on PyTorch. So: the mean over all taps, with
    // zeros for padding, divided by the share of taps that are pixels.
    Operation padded = padded(meanOfTaps, sides(placement), 0);
    Pass pass = new Pass(List.of(), false);
    NDArray ones =
        manager.ones(new Shape(1, 1, node.inputShape().height(), node.inputShape().width()));
    NDArray share = padded.apply(new NDList(ones), pass);
    NDArray correction = manager.ones(share.getShape()).div(share);
    ones.close();
    share.close();
    return (inputs, training) -> {
      NDArray mean = padded.apply(inputs, training);
      NDArray output = mean.mul(correction);
      mean.close();
      return output;
    };
  }

  @Override
  public Operation batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    return new BatchNormOperation(
        layer,
        node.inputShape(),
        position(node, 0),
        position(node, 1),
        parameters.get(position(node, 2)),
        parameters.get(position(node, 3)),
        dialect);
  }

  @Override
  public Operation localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    return dialect.localResponseNorm(manager, layer, node);
  }

  @Override
  public Operation relu(Layer.Relu layer, ResolvedNode node) {
    return traced(node, (inputs, pass) -> inputs.head().getNDArrayInternal().relu());
  }

  @Override
  public Operation dropout(Layer.Dropout layer, ResolvedNode node) {
    float rate = (float) layer.rate();
    return (inputs, pass) ->
        pass.training() && rate > 0
            ? Dropout.dropout(inputs.head(), rate, true).head()
            : inputs.head();
  }

  @Override
  public Operation flatten(Layer.Flatten layer, ResolvedNode node) {
    long features = node.outputShape().size();
    return (inputs, pass) -> inputs.head().reshape(-1, features);
  }

  @Override
  public Operation dense(Layer.Dense layer, ResolvedNode node) {
    int weight = position(node, 0);
    int bias = layer.bias() ? position(node, 1) : -1;
    return (inputs, pass) -> {
      @Nullable NDArray biases = bias < 0 ? null : pass.parameters().get(bias);
      return Linear.linear(inputs.head(), pass.parameters().get(weight), biases).head();
    };
  }

  @Override
  public Operation affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    return dialect.affineSampler(manager, layer, node);
  }

  private int position(ResolvedNode node, int index) {
    return names.indexOf(node.parameters().get(index).name());
  }

  /**
   * Tells whether the engine's own pooling can pad: alike on both sides, at most half the kernel.
   */
  public static boolean enginePads(Window.Placement placement, Window window) {
    return placement.isSymmetric()
        && placement.top() * 2 <= window.kernelHeight()
        && placement.left() * 2 <= window.kernelWidth();
  }

  /** Returns the height and width of a window. */
  public static Shape kernel(Window window) {
    return new Shape(window.kernelHeight(), window.kernelWidth());
  }

  /** Returns the steps between windows, down and to the right. */
  public static Shape strides(Window window) {
    return new Shape(window.strideHeight(), window.strideWidth());
  }

  /** Lists the sides as DJL's pad takes them: last axis first, before and after. */
  public static Shape sides(Window.Placement placement) {
    return new Shape(placement.left(), placement.right(), placement.top(), placement.bottom());
  }
}
