package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;

/** Adds dropout to the oracle's layers, and lets each be wrapped. */
class ReferenceLayers extends OracleLayers {

  private final PinnedRandom masks;

  ReferenceLayers(ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
    super(graph, initial, rounding);
    this.masks = masks;
  }

  /** Returns what stands for a layer; itself, unless overridden. */
  protected OracleLayer finished(OracleLayer layer, ResolvedNode node) {
    return layer;
  }

  /** Makes the layer of a dropout that drops. */
  protected OracleLayer masking(double rate, PinnedRandom random) {
    return new MaskingLayer(rate, random);
  }

  @Override
  public OracleLayer dropout(Layer.Dropout layer, ResolvedNode node) {
    return layer.rate() == 0 ? super.dropout(layer, node) : masking(layer.rate(), masks);
  }

  @Override
  public OracleLayer conv2d(Layer.Conv2d layer, ResolvedNode node) {
    return finished(super.conv2d(layer, node), node);
  }

  @Override
  public OracleLayer maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
    return finished(super.maxPool2d(layer, node), node);
  }

  @Override
  public OracleLayer avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
    return finished(super.avgPool2d(layer, node), node);
  }

  @Override
  public OracleLayer batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
    return finished(super.batchNorm(layer, node), node);
  }

  @Override
  public OracleLayer localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
    return finished(super.localResponseNorm(layer, node), node);
  }

  @Override
  public OracleLayer relu(Layer.Relu layer, ResolvedNode node) {
    return finished(super.relu(layer, node), node);
  }

  @Override
  public OracleLayer flatten(Layer.Flatten layer, ResolvedNode node) {
    return finished(super.flatten(layer, node), node);
  }

  @Override
  public OracleLayer affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
    return finished(super.affineSampler(layer, node), node);
  }
}
