package backbench.tck.reference;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.oracle.layer.OracleLayer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Parameters;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Makes defects of single layers. */
final class LayerDefect {

  private LayerDefect() {}

  /** Computes another layer than the one that was asked for. */
  static Defect replaced(BiFunction<Layer, ResolvedNode, Layer> replacement) {
    return new Defect() {
      @Override
      protected Graph graph(Graph asked) {
        return new Graph(
            asked.id(),
            asked.input(),
            asked.resolve().nodes().stream()
                .map(
                    node ->
                        new Node(node.name(), replacement.apply(node.layer(), node), node.inputs()))
                .toList(),
            asked.output());
      }
    };
  }

  /** Computes another layer in place of those of a type. */
  static <T extends Layer> Defect replaced(Class<T> type, UnaryOperator<T> replacement) {
    return replaced(
        (layer, node) -> type.isInstance(layer) ? replacement.apply(type.cast(layer)) : layer);
  }

  /** Wraps the implementation of those of a type. */
  static <T extends Layer> Defect wrapped(Class<T> type, Wrapper<T> wrapper) {
    return new Defect() {
      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        return new ReferenceLayers(graph, initial, rounding, masks) {
          @Override
          protected OracleLayer finished(OracleLayer layer, ResolvedNode node) {
            return type.isInstance(node.layer())
                ? wrapper.wrap(layer, type.cast(node.layer()), node)
                : layer;
          }
        };
      }
    };
  }

  /** Puts something around a layer's implementation. */
  interface Wrapper<T extends Layer> {
    OracleLayer wrap(OracleLayer layer, T described, ResolvedNode node);
  }
}
