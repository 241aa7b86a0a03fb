package backbench.oracle.layer;

import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.spi.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the reference implementation of each kind of layer, over one network's parameters. */
public class OracleLayers implements LayerVisitor<OracleLayer> {

  private final Map<String, OracleParameter> parameters = new LinkedHashMap<>();
  private final Rounding rounding;

  /**
   * Widens the parameters of a network.
   *
   * @throws backbench.error.BackbenchException {@code INVALID_ARGUMENT} if they are not the graph's
   */
  public OracleLayers(ResolvedGraph graph, Parameters initial, Rounding rounding) {
    initial.requireMatch(graph);
    for (ParameterInfo info : graph.parameters()) {
      parameters.put(info.name(), new OracleParameter(info, initial.get(info.name())));
    }
    this.rounding = rounding;
  }

  /** Returns all parameters, in canonical order. */
  public final List<OracleParameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** Returns what happens to computed numbers. */
  public final Rounding rounding() {
    return rounding;
  }

  /** Returns the parameter that a node has in a role. */
  protected final OracleParameter parameter(ResolvedNode node, ParameterRole role) {
    return Objects.requireNonNull(parameters.get(node.name() + "." + role.suffix()));
  }

  @Override
  public OracleLayer conv2d(Layer.Conv2d layer, ResolvedNode node) {
    return new ConvolutionLayer(
        layer.window(),
        node.inputShape(),
        node.outputShape(),
        parameter(node, ParameterRole.WEIGHT),
        layer.bias() ? parameter(node, ParameterRole.BIAS) : null,
        rounding);
  }

  @Override
  public OracleLayer maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    return new MaxPoolingLayer(layer.window(), node.inputShape(), node.outputShape());
  }

  @Override
  public OracleLayer avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    return new AveragePoolingLayer(layer.window(), node.inputShape(), node.outputShape(), rounding);
  }

  @Override
  public OracleLayer batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    return new BatchNormLayer(
        layer,
        node.inputShape(),
        new BatchNormLayer.Statistics(
            parameter(node, ParameterRole.GAMMA),
            parameter(node, ParameterRole.BETA),
            parameter(node, ParameterRole.MOVING_MEAN),
            parameter(node, ParameterRole.MOVING_VARIANCE)),
        rounding);
  }

  @Override
  public OracleLayer localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    return new ChannelNormLayer(layer, node.inputShape(), rounding);
  }

  @Override
  public OracleLayer relu(Layer.Relu layer, ResolvedNode node) {
    return new RectifierLayer();
  }

  /**
   * Handles a dropout at rate 0.
   *
   * @throws IllegalArgumentException if the rate is above 0: masks are the engines' own, and there
   *     is nothing to compare
   */
  @Override
  public OracleLayer dropout(Layer.Dropout layer, ResolvedNode node) {
    if (layer.rate() != 0) {
      throw new IllegalArgumentException(
          "the oracle has no masks; node '"
              + node.name()
              + "' drops at rate "
              + layer.rate()
              + ": use Graph.withoutDropout()");
    }
    return new PassingLayer();
  }

  @Override
  public OracleLayer flatten(Layer.Flatten layer, ResolvedNode node) {
    return new PassingLayer();
  }

  @Override
  public OracleLayer dense(Layer.Dense layer, ResolvedNode node) {
    return new DenseLayer(
        node.inputShape().size(),
        layer.units(),
        parameter(node, ParameterRole.WEIGHT),
        layer.bias() ? parameter(node, ParameterRole.BIAS) : null,
        rounding);
  }

  @Override
  public OracleLayer affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    return new AffineSamplerLayer(node.inputShape(), node.outputShape(), rounding);
  }
}
