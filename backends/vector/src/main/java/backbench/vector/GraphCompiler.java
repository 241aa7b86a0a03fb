package backbench.vector;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.graph.Window.Placement;
import backbench.vector.layer.AffineSampling;
import backbench.vector.layer.AveragePooling;
import backbench.vector.layer.BatchNormalization;
import backbench.vector.layer.ChannelNormalization;
import backbench.vector.layer.DropoutMask;
import backbench.vector.layer.Flattening;
import backbench.vector.layer.MaxPooling;
import backbench.vector.layer.Rectifier;
import backbench.vector.memory.Layout;
import backbench.vector.memory.Layout.Halo;
import backbench.vector.memory.PackedParameter;
import backbench.vector.product.Bias;
import backbench.vector.product.Convolution;
import backbench.vector.product.DenseProduct;
import backbench.vector.product.Weights;
import backbench.vector.program.Engine;
import backbench.vector.program.Operation;
import backbench.vector.program.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns each node of a graph into a value and the operation that computes it. */
final class GraphCompiler implements LayerVisitor<Value> {

  private final Engine engine;
  private final Storage storage;
  private final boolean training;
  private final Map<String, Value> values = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private final Deque<Operation> backward = new ArrayDeque<>();
  private @Nullable Value lastOutput;
  private final Map<String, PackedParameter> parameters = new LinkedHashMap<>();

  private GraphCompiler(Engine engine, Storage storage, boolean training) {
    this.engine = engine;
    this.storage = storage;
    this.training = training;
  }

  /**
   * Holds a compiled network.
   *
   * @param input the samples
   * @param logits the output
   * @param operations in the graph's order
   * @param backward those that a gradient reaches, in reverse
   * @param parameters by name
   */
  record Compiled(
      Value input,
      Value logits,
      List<Operation> operations,
      List<Operation> backward,
      Map<String, PackedParameter> parameters) {}

  /** Compiles a graph. */
  static Compiled compile(Engine engine, ResolvedGraph graph, boolean training) {
    GraphCompiler compiler = new GraphCompiler(engine, new Storage(graph), training);
    Value input = compiler.input(graph.inputShape());
    compiler.values.put(Graph.INPUT, input);
    for (ResolvedNode node : graph.nodes()) {
      compiler.values.put(node.name(), node.accept(compiler));
    }
    return new Compiled(
        input,
        compiler.value(graph.output().name()),
        List.copyOf(compiler.operations),
        List.copyOf(compiler.backward),
        compiler.parameters);
  }

  private Value value(String name) {
    @Nullable Value value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("'" + name + "' is read before it is computed");
    }
    return value;
  }

  private Value source(ResolvedNode node) {
    return value(node.inputs().get(0));
  }

  private int lanes() {
    return engine.kernels().lanes();
  }

  private Value input(Shape shape) {
    int lanes = storage.isInputReadWithoutVectors() ? 1 : lanes();
    Layout layout = Layout.padded(shape, lanes, storage.halo(Graph.INPUT));
    return new Value(layout, layout, false, false);
  }

  /** Makes the value of a node whose backward pass reads no halo. */
  private Value output(ResolvedNode node) {
    return output(node, Halo.NONE);
  }

  private Value output(ResolvedNode node, Halo gradientHalo) {
    Shape shape = node.outputShape();
    Value value =
        new Value(
            Layout.padded(shape, lanes(), storage.halo(node.name())),
            Layout.padded(shape, lanes(), gradientHalo),
            training && node.needsGradient(),
            storage.isRectified(node.name()));
    engine.workspace().add(value.data());
    return value;
  }

  /** Adds a node's operation, and notes whether the gradient between it and the last one stays. */
  private <O extends Operation> O add(O operation, ResolvedNode node, Value output) {
    Value input = source(node);
    if (input == lastOutput
        && storage.hasOneReader(node.inputs().get(0))
        && operation.writesGradientInChain()
        && operations.get(operations.size() - 1).readsGradientInChain()) {
      input.chainGradient();
    }
    lastOutput = output;
    operations.add(operation);
    if (output.needsGradient()) {
      backward.addFirst(operation);
    }
    return operation;
  }

  private void parameter(ResolvedNode node, ParameterRole role, PackedParameter parameter) {
    parameters.put(node.name() + "." + role.suffix(), parameter);
  }

  private void weightsAndBias(ResolvedNode node, Weights weights, Bias bias, boolean hasBias) {
    parameter(node, ParameterRole.WEIGHT, PackedParameter.of(weights::load, weights::unpack));
    if (hasBias) {
      parameter(node, ParameterRole.BIAS, PackedParameter.of(bias::load, bias::unpack));
    }
  }

  @Override
  public Value conv2d(Layer.Conv2d layer, ResolvedNode node) {
    Value input = source(node);
    Window window = layer.window();
    Placement placement = window.on(node.inputShape());
    boolean isStrided = window.strideHeight() > 1 || window.strideWidth() > 1;
    // Without a gradient of the input, nobody slides over the output's gradient; with a stride, it
    // is spread out elsewhere first.
    Halo halo =
        input.needsGradient() && !isStrided
            ? Convolution.gradientHalo(window, placement, input.layout())
            : Halo.NONE;
    Value output = output(node, halo);
    Convolution operation =
        add(new Convolution(engine, layer, placement, input, output), node, output);
    weightsAndBias(node, operation.weights(), operation.bias(), layer.bias());
    return output;
  }

  @Override
  public Value dense(Layer.Dense layer, ResolvedNode node) {
    Value output = output(node);
    DenseProduct operation =
        add(new DenseProduct(engine, layer, source(node), output), node, output);
    weightsAndBias(node, operation.weights(), operation.bias(), layer.bias());
    return output;
  }

  @Override
  public Value maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    Value output = output(node);
    Placement placement = layer.window().on(node.inputShape());
    add(new MaxPooling(engine, layer.window(), placement, source(node), output), node, output);
    return output;
  }

  @Override
  public Value avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    Value output = output(node);
    Placement placement = layer.window().on(node.inputShape());
    add(new AveragePooling(engine, layer.window(), placement, source(node), output), node, output);
    return output;
  }

  @Override
  public Value batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    Value output = output(node);
    BatchNormalization operation =
        add(new BatchNormalization(engine, layer, source(node), output), node, output);
    int channels = node.outputShape().channels();
    parameter(node, ParameterRole.GAMMA, PackedParameter.of(operation.gamma(), channels));
    parameter(node, ParameterRole.BETA, PackedParameter.of(operation.beta(), channels));
    parameter(node, ParameterRole.MOVING_MEAN, PackedParameter.of(operation.movingMean()));
    parameter(node, ParameterRole.MOVING_VARIANCE, PackedParameter.of(operation.movingVariance()));
    return output;
  }

  @Override
  public Value localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    Value output = output(node);
    add(new ChannelNormalization(engine, layer, source(node), output), node, output);
    return output;
  }

  @Override
  public Value relu(Layer.Relu layer, ResolvedNode node) {
    if (storage.isShared(node.name())) {
      return source(node);
    }
    Value output = output(node);
    add(new Rectifier(engine, source(node), output), node, output);
    return output;
  }

  @Override
  public Value dropout(Layer.Dropout layer, ResolvedNode node) {
    Value output = output(node);
    add(
        new DropoutMask(engine, layer.rate(), operations.size(), source(node), output),
        node,
        output);
    return output;
  }

  @Override
  public Value flatten(Layer.Flatten layer, ResolvedNode node) {
    if (storage.isShared(node.name())) {
      return source(node);
    }
    Value output = output(node);
    add(new Flattening(engine, source(node), output), node, output);
    return output;
  }

  @Override
  public Value affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    Value output = output(node);
    Value theta = value(node.inputs().get(1));
    add(new AffineSampling(engine, source(node), theta, output), node, output);
    return output;
  }
}
