package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.OracleLayer;
import backbench.oracle.OracleLayers;
import backbench.oracle.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;

/** Adds dropout to the oracle's layers. */
class ReferenceLayers extends OracleLayers {

  private final PinnedRandom masks;

  ReferenceLayers(ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
    super(graph, initial, rounding);
    this.masks = masks;
  }

  @Override
  public OracleLayer dropout(Layer.Dropout layer, ResolvedNode node) {
    return layer.rate() == 0 ? super.dropout(layer, node) : new MaskingLayer(layer.rate(), masks);
  }
}
