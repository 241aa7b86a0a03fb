package backbench.graph;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports a network that does not fit together, by node and attribute, so that a reader of a file
 * can point at its line.
 *
 * @since 0.1
 */
public final class GraphException extends BackbenchException {

  private final @Nullable String node;
  private final @Nullable String attribute;

  private GraphException(@Nullable String node, @Nullable String attribute, String message) {
    super(ErrorCode.INVALID_GRAPH, message);
    this.node = node;
    this.attribute = attribute;
  }

  /** Reports an attribute of a layer whose node is not known here. */
  static GraphException attribute(String attribute, String message) {
    return new GraphException(null, attribute, message);
  }

  /** Reports a layer that its inputs do not fit. */
  static GraphException shape(String message) {
    return new GraphException(null, null, message);
  }

  /** Reports a node, or the graph as a whole. */
  static GraphException node(@Nullable String node, @Nullable String attribute, String message) {
    return new GraphException(node, attribute, message);
  }

  /** Returns the same error, at a node. */
  GraphException at(String nodeName) {
    return node != null
        ? this
        : new GraphException(nodeName, attribute, "node '" + nodeName + "': " + getMessage());
  }

  /** Returns the node at fault, where one is. */
  public Optional<String> node() {
    return Optional.ofNullable(node);
  }

  /** Returns the attribute at fault (as specs spell it), where one is. */
  public Optional<String> attribute() {
    return Optional.ofNullable(attribute);
  }
}
