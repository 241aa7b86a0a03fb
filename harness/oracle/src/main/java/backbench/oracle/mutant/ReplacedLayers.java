package backbench.oracle.mutant;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Computes layers of a kind with other attributes than those that were asked for. */
final class ReplacedLayers<T extends Layer> extends OracleMutant {

  private final Class<T> type;
  private final BiFunction<T, ResolvedNode, Layer> replacement;

  private ReplacedLayers(
      String name, Class<T> type, BiFunction<T, ResolvedNode, Layer> replacement) {
    super(name);
    this.type = type;
    this.replacement = replacement;
  }

  /** Makes the mutant; empty if it leaves the network as it is. */
  static <T extends Layer> Optional<OracleMutant> of(
      String name,
      ResolvedGraph graph,
      Class<T> type,
      BiFunction<T, ResolvedNode, Layer> replacement) {
    OracleMutant mutant = new ReplacedLayers<>(name, type, replacement);
    return mutant.graph(graph).equals(graph.graph()) ? Optional.empty() : Optional.of(mutant);
  }

  @Override
  public Graph graph(ResolvedGraph asked) {
    List<Node> nodes =
        asked.nodes().stream()
            .map(node -> new Node(node.name(), replaced(node), node.inputs()))
            .toList();
    return new Graph(asked.id(), asked.inputShape(), nodes, asked.graph().output());
  }

  private Layer replaced(ResolvedNode node) {
    return type.isInstance(node.layer())
        ? replacement.apply(type.cast(node.layer()), node)
        : node.layer();
  }
}
