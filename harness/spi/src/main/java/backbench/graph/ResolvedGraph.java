package backbench.graph;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds a network that is ordered and checked: what a backend compiles.
 *
 * @since 0.1
 */
public final class ResolvedGraph {

  private final Graph graph;
  private final List<ResolvedNode> nodes;

  ResolvedGraph(Graph graph, List<ResolvedNode> nodes) {
    this.graph = graph;
    this.nodes = nodes;
  }

  /** Returns the network's name. */
  public String id() {
    return graph.id();
  }

  /** Returns the network as it was described. */
  public Graph graph() {
    return graph;
  }

  /** Returns the nodes, each after all its inputs. */
  public List<ResolvedNode> nodes() {
    return nodes;
  }

  /** Returns the node whose output is the logits. */
  public ResolvedNode output() {
    return node(graph.output());
  }

  /**
   * Finds a node.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public ResolvedNode node(String name) {
    return nodes.stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no node '" + name + "' in " + id()));
  }

  /** Returns the shape of one sample. */
  public Shape inputShape() {
    return graph.input();
  }

  /** Returns the number of classes: the length of one sample's logits. */
  public int classes() {
    return output().outputShape().size();
  }

  /** Returns all parameters in canonical order: by node, then as the layer lists them. */
  public List<ParameterInfo> parameters() {
    return nodes.stream().flatMap(node -> node.parameters().stream()).toList();
  }

  /** Returns the number of parameter elements. */
  public long parameterCount() {
    return parameters().stream().mapToLong(ParameterInfo::size).sum();
  }

  /** Returns the number of parameter elements that the optimiser updates. */
  public long trainableCount() {
    return parameters().stream()
        .filter(ParameterInfo::trainable)
        .mapToLong(ParameterInfo::size)
        .sum();
  }

  /** Returns the work per sample. */
  public Flops flops() {
    return nodes.stream().map(ResolvedNode::flops).reduce(Flops.ZERO, Flops::plus);
  }

  /** Returns the kinds of layers that a backend needs for this network. */
  public Set<LayerKind> kinds() {
    return nodes.stream().map(node -> node.layer().kind()).collect(Collectors.toUnmodifiableSet());
  }
}
