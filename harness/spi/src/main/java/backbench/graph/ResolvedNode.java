package backbench.graph;

import java.util.List;

/**
 * Holds a node with everything inferred.
 *
 * @param name unique in the network
 * @param layer what it computes
 * @param inputs the names of its sources; {@value Graph#INPUT} is the sample
 * @param inputShapes the shapes of its sources, per sample
 * @param outputShape the shape of its output, per sample
 * @param parameters its parameters, in canonical order
 * @param flops its work per sample
 * @param needsGradient whether it or something upstream learns, so that the backward pass must
 *     reach its output
 * @since 0.1
 */
public record ResolvedNode(
    String name,
    Layer layer,
    List<String> inputs,
    List<Shape> inputShapes,
    Shape outputShape,
    List<ParameterInfo> parameters,
    Flops flops,
    boolean needsGradient) {

  /** Copies the lists. */
  public ResolvedNode {
    inputs = List.copyOf(inputs);
    inputShapes = List.copyOf(inputShapes);
    parameters = List.copyOf(parameters);
  }

  /** Returns the shape of the first input, per sample. */
  public Shape inputShape() {
    return inputShapes.get(0);
  }

  /** Calls the visitor's method for this node's kind of layer. */
  public <R> R accept(LayerVisitor<R> visitor) {
    return layer.accept(visitor, this);
  }
}
