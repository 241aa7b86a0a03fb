package backbench.dl4j;

import backbench.dl4j.engine.Fit;
import backbench.dl4j.layer.AffineSampling;
import backbench.dl4j.layer.BatchNormalization;
import backbench.dl4j.layer.Convolution;
import backbench.dl4j.layer.DenseProduct;
import backbench.dl4j.layer.DropoutMask;
import backbench.dl4j.layer.Flattening;
import backbench.dl4j.layer.Framing;
import backbench.dl4j.layer.Operation;
import backbench.dl4j.layer.Pooling;
import backbench.dl4j.layer.Rectifier;
import backbench.dl4j.layer.Relabelling;
import backbench.dl4j.layer.ResponseNormalization;
import backbench.dl4j.layer.Scaling;
import backbench.dl4j.layer.Value;
import backbench.dl4j.memory.Floats;
import backbench.dl4j.memory.Memory;
import backbench.dl4j.parameter.Parameter;
import backbench.dl4j.parameter.ParameterStore;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.LayerVisitor;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.rng.Random;

/** Turns every node of a graph into operations for one batch size. */
final class OperationCompiler implements LayerVisitor<Value> {

  /** An operation and the value that it writes. */
  record Step(Operation operation, Value output) {}

  private final ResolvedGraph graph;
  private final ParameterStore parameters;
  private final int samples;
  private final Random random;
  private final Memory memory;
  private final Map<String, Integer> consumers = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  /** Rectifiers that are left to the max pool behind them. */
  private final Set<String> postponed = new HashSet<>();

  OperationCompiler(
      ResolvedGraph graph, ParameterStore parameters, int samples, Random random, Memory memory) {
    this.graph = graph;
    this.parameters = parameters;
    this.samples = samples;
    this.random = random;
    this.memory = memory;
    for (ResolvedNode node : graph.nodes()) {
      node.inputs().forEach(input -> consumers.merge(input, 1, Integer::sum));
    }
    values.put(Graph.INPUT, new Value(memory.zeros(dims(graph.inputShape())), false, true));
    for (ResolvedNode node : graph.nodes()) {
      values.put(node.name(), node.accept(this));
    }
  }

  Value input() {
    return value(Graph.INPUT);
  }

  Value output() {
    return value(graph.output().name());
  }

  /** Returns the operations in the order of the forward pass. */
  List<Step> steps() {
    return steps;
  }

  private Value value(String name) {
    return Objects.requireNonNull(values.get(name));
  }

  private Value input(ResolvedNode node) {
    return value(node.inputs().get(0));
  }

  /** Returns the dimensions of a batch, images channels last. */
  private long[] dims(Shape shape) {
    return shape.isImage()
        ? new long[] {samples, shape.height(), shape.width(), shape.channels()}
        : new long[] {samples, shape.size()};
  }

  /** Tells whether a node's only consumer may overwrite its output. */
  private boolean expendable(ResolvedNode node) {
    return consumers.getOrDefault(node.name(), 0) == 1
        && !node.name().equals(graph.graph().output());
  }

  /** Returns the only consumer of a node that has one. */
  private ResolvedNode consumer(ResolvedNode node) {
    return graph.nodes().stream()
        .filter(other -> other.inputs().contains(node.name()))
        .findFirst()
        .orElseThrow();
  }

  private Value newOutput(ResolvedNode node) {
    return outputIn(memory.zeros(dims(node.outputShape())), node);
  }

  private Value outputIn(Floats data, ResolvedNode node) {
    return new Value(data, node.needsGradient(), expendable(node));
  }

  /** Makes the output of a layer that can work in place. */
  private Value overInput(ResolvedNode node) {
    Value input = input(node);
    return input.expendable() ? outputIn(input.data(), node) : newOutput(node);
  }

  private Value add(Operation operation, Value output) {
    steps.add(new Step(operation, output));
    return output;
  }

  @Override
  public Value conv2d(Layer.Conv2d layer, ResolvedNode node) {
    List<Parameter> own = parameters.of(node);
    Parameter weight = own.get(0);
    Parameter bias = layer.bias() ? own.get(1) : null;
    Value output = newOutput(node);
    Fit fit = Fit.of(layer.window(), node.inputShape());
    if (isPointwise(layer.window(), fit)) {
      return add(new DenseProduct(input(node), output, weight, bias, memory), output);
    }
    Value input = framed(node, fit, 0);
    return add(new Convolution(layer, fit, input, output, weight, bias, memory), output);
  }

  private static boolean isPointwise(Window window, Fit fit) {
    return window.kernelHeight() == 1
        && window.kernelWidth() == 1
        && window.strideHeight() == 1
        && window.strideWidth() == 1
        && fit.placement().isUnpadded();
  }

  /** Returns a node's input, in a frame if ND4J cannot pad it as the window wants. */
  private Value framed(ResolvedNode node, Fit fit, float padding) {
    Value input = input(node);
    return fit.framed() ? frame(input, fit.placement(), padding) : input;
  }

  private Value frame(Value input, Window.Placement placement, float padding) {
    Value output =
        new Value(
            memory.filled(padding, Framing.dims(input, placement)), input.needsGradient(), true);
    return add(new Framing(input, output, placement), output);
  }

  @Override
  public Value maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    Fit fit = Fit.of(layer.window(), node.inputShape());
    Value input = framed(node, fit, Float.NEGATIVE_INFINITY);
    Value pooled = newOutput(node);
    add(new Pooling(Pooling.Kind.MAX, layer.window(), fit, input, pooled, memory), pooled);
    if (!postponed.contains(node.inputs().get(0))) {
      return pooled;
    }
    Value output = outputIn(pooled.data(), node);
    return add(new Rectifier(pooled, output, memory), output);
  }

  @Override
  public Value avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    Fit fit = Fit.of(layer.window(), node.inputShape());
    Value input = framed(node, fit, 0);
    Value output = newOutput(node);
    Pooling.Kind kind = fit.framed() ? Pooling.Kind.MEAN : Pooling.Kind.MEAN_INSIDE;
    add(new Pooling(kind, layer.window(), fit, input, output, memory), output);
    if (!fit.framed()) {
      return output;
    }
    Floats map = memory.zeros(output.dims()[1], output.dims()[2], 1);
    map.write(insideShares(layer.window(), fit.placement(), node.inputShape()));
    return add(new Scaling(output, map, memory), output);
  }

  /** Returns taps over taps inside the image, for each window. */
  private static float[] insideShares(Window window, Window.Placement placement, Shape image) {
    float[] shares = new float[placement.outHeight() * placement.outWidth()];
    for (int i = 0; i < placement.outHeight(); i++) {
      int rows =
          inside(
              i * window.strideHeight() - placement.top(), window.kernelHeight(), image.height());
      for (int j = 0; j < placement.outWidth(); j++) {
        int columns =
            inside(
                j * window.strideWidth() - placement.left(), window.kernelWidth(), image.width());
        shares[i * placement.outWidth() + j] =
            (float) window.kernelHeight() * window.kernelWidth() / (rows * columns);
      }
    }
    return shares;
  }

  private static int inside(int start, int length, int limit) {
    return Math.min(start + length, limit) - Math.max(start, 0);
  }

  @Override
  public Value batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    Value output = newOutput(node);
    return add(
        new BatchNormalization(layer, input(node), output, parameters.of(node), memory), output);
  }

  @Override
  public Value localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    Value output = newOutput(node);
    return add(new ResponseNormalization(layer, input(node), output, memory), output);
  }

  /**
   * Rectifies, behind the max pool if that is all that follows.
   *
   * <p>The order makes no difference to the result, nor to the gradient: where the largest pixel is
   * not above 0, none passes. Behind the pool there is a fraction of the pixels.
   */
  @Override
  public Value relu(Layer.Relu layer, ResolvedNode node) {
    if (expendable(node) && consumer(node).layer().kind() == LayerKind.MAX_POOL2D) {
      postponed.add(node.name());
      return input(node);
    }
    Value output = overInput(node);
    return add(new Rectifier(input(node), output, memory), output);
  }

  @Override
  public Value dropout(Layer.Dropout layer, ResolvedNode node) {
    Value output = overInput(node);
    return add(new DropoutMask(layer.rate(), input(node), output, random), output);
  }

  @Override
  public Value flatten(Layer.Flatten layer, ResolvedNode node) {
    Value input = input(node);
    Shape shape = node.inputShape();
    boolean inOrder =
        !shape.isImage() || shape.channels() == 1 || shape.height() * shape.width() == 1;
    if (inOrder && input.expendable()) {
      Value output = outputIn(input.data().reshape(dims(node.outputShape())), node);
      return add(new Relabelling(input, output), output);
    }
    Value output = newOutput(node);
    return add(new Flattening(input, output), output);
  }

  @Override
  public Value dense(Layer.Dense layer, ResolvedNode node) {
    List<Parameter> own = parameters.of(node);
    Value output = newOutput(node);
    return add(
        new DenseProduct(input(node), output, own.get(0), layer.bias() ? own.get(1) : null, memory),
        output);
  }

  @Override
  public Value affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    Value output = newOutput(node);
    Value theta = value(node.inputs().get(1));
    return add(new AffineSampling(layer, input(node), theta, output, memory), output);
  }
}
