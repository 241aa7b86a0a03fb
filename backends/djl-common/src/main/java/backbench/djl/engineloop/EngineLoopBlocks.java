package backbench.djl.engineloop;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import backbench.djl.engine.HostCopy;
import backbench.djl.operation.EngineDialect;
import backbench.djl.operation.OperationCompiler;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.LayerVisitor;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Window;
import backbench.spi.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Builds a network from DJL's own blocks, as its manual does.
 *
 * <p>What DJL has no block for is refused. So is what one of its blocks would compute otherwise: a
 * mean that does not count the padding.
 */
public final class EngineLoopBlocks implements LayerVisitor<Block> {

  /** The kinds of layers that DJL has no block for. */
  public static final Set<LayerKind> MISSING = Set.of(LayerKind.LRN, LayerKind.AFFINE_SAMPLER);

  private final EngineDialect dialect;
  private final SequentialBlock network = new SequentialBlock();
  private final Map<ParameterInfo, ai.djl.nn.Parameter> parameters = new LinkedHashMap<>();

  /**
   * Builds the blocks; their parameters start as given, once the network is initialised.
   *
   * @throws BackbenchException {@code UNSUPPORTED_LAYER} for a layer that DJL does not have
   */
  EngineLoopBlocks(EngineDialect dialect, ResolvedGraph graph, Parameters initial) {
    this.dialect = dialect;
    for (ResolvedNode node : graph.nodes()) {
      // DJL's blocks take one input, and only layers that they lack take more: a network is a
      // chain.
      Block block = node.accept(this);
      network.add(block);
      for (ParameterInfo info : node.parameters()) {
        ai.djl.nn.Parameter parameter = parameter(block, info.role());
        float[] values = initial.get(info.name()).data();
        parameter.setInitializer((manager, shape, type) -> HostCopy.of(manager, values, shape));
        parameters.put(info, parameter);
      }
    }
  }

  /** Returns the blocks, one after the other. */
  SequentialBlock network() {
    return network;
  }

  /** Returns the blocks' parameters, in the order of the graph's. */
  Map<ParameterInfo, ai.djl.nn.Parameter> parameters() {
    return parameters;
  }

  private static ai.djl.nn.Parameter parameter(Block block, ParameterRole role) {
    ai.djl.nn.Parameter.Type type =
        switch (role) {
          case WEIGHT -> ai.djl.nn.Parameter.Type.WEIGHT;
          case BIAS -> ai.djl.nn.Parameter.Type.BIAS;
          case GAMMA -> ai.djl.nn.Parameter.Type.GAMMA;
          case BETA -> ai.djl.nn.Parameter.Type.BETA;
          case MOVING_MEAN -> ai.djl.nn.Parameter.Type.RUNNING_MEAN;
          case MOVING_VARIANCE -> ai.djl.nn.Parameter.Type.RUNNING_VAR;
        };
    return block.getParameters().values().stream()
        .filter(parameter -> parameter.getType() == type)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("DJL's block has no " + type));
  }

  @Override
  public Block conv2d(Layer.Conv2d layer, ResolvedNode node) {
    Window.Placement placement = layer.window().on(node.inputShape());
    Conv2d.Builder builder =
        Conv2d.builder()
            .setFilters(layer.filters())
            .setKernelShape(OperationCompiler.kernel(layer.window()))
            .optStride(OperationCompiler.strides(layer.window()))
            .optBias(layer.bias());
    if (placement.isSymmetric()) {
      return builder.optPadding(new Shape(placement.top(), placement.left())).build();
    }
    return padded(placement, 0, builder.build());
  }

  @Override
  public Block maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    Window.Placement placement = layer.window().on(node.inputShape());
    Shape kernel = OperationCompiler.kernel(layer.window());
    Shape strides = OperationCompiler.strides(layer.window());
    if (OperationCompiler.enginePads(placement, layer.window())) {
      return Pool.maxPool2dBlock(kernel, strides, new Shape(placement.top(), placement.left()));
    }
    return padded(placement, Double.NEGATIVE_INFINITY, Pool.maxPool2dBlock(kernel, strides));
  }

  @Override
  public Block avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    if (!layer.window().on(node.inputShape()).isUnpadded()) {
      throw new BackbenchException(
          ErrorCode.UNSUPPORTED_LAYER,
          node.name() + ": DJL has no avg_pool2d of its own that does not count its padding");
    }
    return Pool.avgPool2dBlock(
        OperationCompiler.kernel(layer.window()), OperationCompiler.strides(layer.window()));
  }

  /** Pads by hand what DJL's blocks cannot: they pad alike on both sides. */
  private Block padded(Window.Placement placement, double value, Block block) {
    Shape sides = OperationCompiler.sides(placement);
    return new SequentialBlock()
        .add(LambdaBlock.singleton(images -> dialect.pad(images, sides, value)))
        .add(block);
  }

  @Override
  public Block batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    return BatchNorm.builder()
        .optEpsilon((float) layer.epsilon())
        .optMomentum((float) layer.momentum())
        .build();
  }

  @Override
  public Block localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    throw missing(node);
  }

  @Override
  public Block affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    throw missing(node);
  }

  private static BackbenchException missing(ResolvedNode node) {
    return new BackbenchException(
        ErrorCode.UNSUPPORTED_LAYER,
        node.name() + ": DJL has no layer " + node.layer().kind().id() + " of its own");
  }

  @Override
  public Block relu(Layer.Relu layer, ResolvedNode node) {
    return Activation.reluBlock();
  }

  @Override
  public Block dropout(Layer.Dropout layer, ResolvedNode node) {
    return Dropout.builder().optRate((float) layer.rate()).build();
  }

  @Override
  public Block flatten(Layer.Flatten layer, ResolvedNode node) {
    return Blocks.batchFlattenBlock();
  }

  @Override
  public Block dense(Layer.Dense layer, ResolvedNode node) {
    return Linear.builder().setUnits(layer.units()).optBias(layer.bias()).build();
  }
}
