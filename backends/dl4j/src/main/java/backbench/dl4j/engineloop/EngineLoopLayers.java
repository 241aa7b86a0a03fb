package backbench.dl4j.engineloop;

import backbench.dl4j.engine.Fit;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Puts a chain of nodes into Deeplearning4j's own layers, the loss last.
 *
 * <p>A rectifier is the activation of the convolution or dense layer before it, as the engine's
 * manual writes networks. The layer before the loss has no activation, so that its output is the
 * logits; softmax belongs to the loss.
 */
final class EngineLoopLayers implements LayerVisitor<Void> {

  /**
   * Where the engine clips probabilities before it takes their logarithm; without a clip one of 0
   * makes the loss NaN. Its usual 1e-10 says 23.03 of every larger loss, this 85.2.
   */
  private static final double LEAST_PROBABILITY = 1e-37;

  private final List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>();
  private final Map<Integer, InputPreProcessor> preProcessors = new HashMap<>();

  /** The last layer, while nothing has been put behind it that a rectifier would have to follow. */
  private @Nullable BaseLayer rectifiable;

  /**
   * Makes the layers.
   *
   * @throws BackbenchException {@code UNSUPPORTED_LAYER} for a graph that is no chain, and for what
   *     the engine's layers cannot compute
   */
  EngineLoopLayers(ResolvedGraph graph) {
    String previous = Graph.INPUT;
    for (ResolvedNode node : graph.nodes()) {
      if (!node.inputs().equals(List.of(previous))) {
        throw unsupported(
            node,
            "reads "
                + node.inputs()
                + "; the engine's own loop, MultiLayerNetwork, runs layers one behind the other");
      }
      node.accept(this);
      previous = node.name();
    }
    layers.add(
        new LossLayer.Builder(new LossMCXENT(LEAST_PROBABILITY, null))
            .activation(Activation.SOFTMAX)
            .name("loss")
            .build());
  }

  /** Returns the layers in order; those with parameters bear their nodes' names. */
  List<org.deeplearning4j.nn.conf.layers.Layer> layers() {
    return layers;
  }

  /** Returns what to do before a layer, by the layer's index. */
  Map<Integer, InputPreProcessor> preProcessors() {
    return preProcessors;
  }

  private static BackbenchException unsupported(ResolvedNode node, String reason) {
    return new BackbenchException(
        ErrorCode.UNSUPPORTED_LAYER, "node '" + node.name() + "' " + reason);
  }

  private void add(org.deeplearning4j.nn.conf.layers.Layer layer) {
    layers.add(layer);
    rectifiable = layer instanceof BaseLayer base ? base : null;
  }

  @Override
  public Void conv2d(Layer.Conv2d layer, ResolvedNode node) {
    Window window = layer.window();
    Fit fit = Fit.of(window, node.inputShape());
    if (fit.framed()) {
      Window.Placement zeros = fit.placement();
      add(
          new ZeroPaddingLayer.Builder(zeros.top(), zeros.bottom(), zeros.left(), zeros.right())
              .build());
    }
    add(
        new ConvolutionLayer.Builder(window.kernelHeight(), window.kernelWidth())
            .stride(window.strideHeight(), window.strideWidth())
            .convolutionMode(mode(fit))
            .padding(fit.top(), fit.left())
            .nIn(node.inputShape().channels())
            .nOut(layer.filters())
            .hasBias(layer.bias())
            .activation(Activation.IDENTITY)
            .name(node.name())
            .build());
    return null;
  }

  private static ConvolutionMode mode(Fit fit) {
    return fit.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  @Override
  public Void maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    return pool(SubsamplingLayer.PoolingType.MAX, layer.window(), node);
  }

  @Override
  public Void avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    return pool(SubsamplingLayer.PoolingType.AVG, layer.window(), node);
  }

  private Void pool(SubsamplingLayer.PoolingType type, Window window, ResolvedNode node) {
    Fit fit = Fit.of(window, node.inputShape());
    if (fit.framed()) {
      throw unsupported(
          node,
          "pads unlike on opposite sides; the engine's SubsamplingLayer does so only for 'same', and"
              + " its ZeroPaddingLayer's zeros would count as pixels");
    }
    add(
        new SubsamplingLayer.Builder(type)
            .kernelSize(window.kernelHeight(), window.kernelWidth())
            .stride(window.strideHeight(), window.strideWidth())
            .convolutionMode(mode(fit))
            .padding(fit.top(), fit.left())
            .name(node.name())
            .build());
    return null;
  }

  @Override
  public Void batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    int channels = node.inputShape().channels();
    BatchNormalization.Builder builder =
        new BatchNormalization.Builder()
            .decay(layer.momentum())
            .eps(layer.epsilon())
            // The engine's default keeps the logarithm of the moving deviation instead.
            .useLogStd(false)
            .nIn(channels)
            .nOut(channels);
    add(builder.name(node.name()).build());
    // The engine ignores a normalisation's activation.
    rectifiable = null;
    return null;
  }

  @Override
  public Void localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    int channels = node.inputShape().channels();
    if (channels <= layer.size() / 2) {
      throw unsupported(
          node,
          "has "
              + channels
              + " channels; the engine's LocalResponseNormalization fails where its"
              + " window reaches beyond all of them");
    }
    add(
        new LocalResponseNormalization.Builder()
            .n(layer.size())
            .k(layer.k())
            .alpha(layer.alpha())
            .beta(layer.beta())
            .name(node.name())
            .build());
    return null;
  }

  @Override
  public Void relu(Layer.Relu layer, ResolvedNode node) {
    if (rectifiable != null) {
      rectifiable.setActivationFn(Activation.RELU.getActivationFunction());
      rectifiable = null;
    } else if (layers.isEmpty()) {
      throw unsupported(
          node, "is the first layer; the engine's ActivationLayer predicts only behind another");
    } else {
      add(new ActivationLayer.Builder().activation(Activation.RELU).name(node.name()).build());
    }
    return null;
  }

  /** Adds a dropout, whose number is in this engine the fraction that is kept; none for rate 0. */
  @Override
  public Void dropout(Layer.Dropout layer, ResolvedNode node) {
    if (layer.rate() > 0) {
      add(new DropoutLayer.Builder(1 - layer.rate()).name(node.name()).build());
    }
    return null;
  }

  @Override
  public Void flatten(Layer.Flatten layer, ResolvedNode node) {
    Shape shape = node.inputShape();
    if (shape.isImage()) {
      preProcessors.put(
          layers.size(),
          new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels()));
    }
    return null;
  }

  @Override
  public Void dense(Layer.Dense layer, ResolvedNode node) {
    add(
        new DenseLayer.Builder()
            .nIn(node.inputShape().size())
            .nOut(layer.units())
            .hasBias(layer.bias())
            .activation(Activation.IDENTITY)
            .name(node.name())
            .build());
    return null;
  }
}
