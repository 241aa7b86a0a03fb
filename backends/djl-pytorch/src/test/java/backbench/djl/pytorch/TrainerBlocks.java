package backbench.djl.pytorch;

import ai.djl.ndarray.NDList;
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
import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Window;

/** Builds a chain of layers from DJL's own blocks, as its users do. */
final class TrainerBlocks implements LayerVisitor<Block> {

  private static final Shape NOTHING = new Shape(0, 0);

  static Block of(ResolvedGraph graph) {
    SequentialBlock blocks = new SequentialBlock();
    graph.nodes().forEach(node -> blocks.add(node.accept(new TrainerBlocks())));
    return blocks;
  }

  @Override
  public Block conv2d(Layer.Conv2d layer, ResolvedNode node) {
    Window.Placement placement = layer.window().on(node.inputShape());
    Conv2d.Builder builder =
        Conv2d.builder()
            .setFilters(layer.filters())
            .setKernelShape(new Shape(layer.window().kernelHeight(), layer.window().kernelWidth()))
            .optStride(new Shape(layer.window().strideHeight(), layer.window().strideWidth()))
            .optBias(layer.bias());
    if (placement.isSymmetric()) {
      return builder.optPadding(new Shape(placement.top(), placement.left())).build();
    }
    Shape sides =
        new Shape(placement.left(), placement.right(), placement.top(), placement.bottom());
    return new SequentialBlock()
        .add(new LambdaBlock(inputs -> new NDList(inputs.head().pad(sides, 0))))
        .add(builder.optPadding(NOTHING).build());
  }

  @Override
  public Block maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    return Pool.maxPool2dBlock(
        new Shape(layer.window().kernelHeight(), layer.window().kernelWidth()),
        new Shape(layer.window().strideHeight(), layer.window().strideWidth()));
  }

  @Override
  public Block batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    return BatchNorm.builder()
        .optEpsilon((float) layer.epsilon())
        .optMomentum((float) layer.momentum())
        .build();
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
