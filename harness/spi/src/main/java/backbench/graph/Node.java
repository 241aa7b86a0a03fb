package backbench.graph;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Places a layer in a network.
 *
 * @param name unique in the network: a letter, then letters, digits, '_' and '-'; {@value
 *     Graph#INPUT} is taken
 * @param layer what it computes
 * @param inputs the nodes that feed it, in the layer's order; {@value Graph#INPUT} is the sample
 * @since 0.1
 */
public record Node(String name, Layer layer, List<String> inputs) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  /** Checks the name. */
  public Node {
    inputs = List.copyOf(inputs);
    if (!NAME.matcher(name).matches() || name.equals(Graph.INPUT)) {
      throw GraphException.node(
          name,
          "name",
          "'"
              + name
              + "' is not a node name: a letter, then up to 63 letters, digits, '_' or '-', and not 'input'");
    }
  }
}
