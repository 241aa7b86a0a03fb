package backbench.graph;

import java.util.List;

/**
 * Describes a network as a graph of named nodes without cycles.
 *
 * @param id the network's name
 * @param input the shape of one sample
 * @param nodes the nodes, in any order
 * @param output the node whose output is the logits, a vector with one element per class
 * @since 0.1
 */
public record Graph(String id, Shape input, List<Node> nodes, String output) {

  /** The name under which nodes refer to the sample. */
  public static final String INPUT = "input";

  /** Copies the nodes. */
  public Graph {
    nodes = List.copyOf(nodes);
  }

  /**
   * Orders the nodes, infers all shapes and lists the parameters.
   *
   * @throws GraphException if a name is used twice or is unknown, nodes form a cycle, a node leads
   *     nowhere, a shape does not fit, or the output is not a vector
   */
  public ResolvedGraph resolve() {
    return new GraphResolver(this).resolve();
  }

  /** Returns the same network with every dropout at rate 0, as certificates compare it. */
  public Graph withoutDropout() {
    return new Graph(
        id,
        input,
        nodes.stream()
            .map(
                node ->
                    node.layer() instanceof Layer.Dropout
                        ? new Node(node.name(), new Layer.Dropout(0), node.inputs())
                        : node)
            .toList(),
        output);
  }
}
