package backbench.plausibility;

import static java.util.Objects.requireNonNull;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows of each node what lies before and behind it that spares work: what dropout drops, what
 * pools pass on, and which layers could be multiplied out into one.
 *
 * <p>Where it errs, it errs towards less work.
 */
final class Flow {

  private final ResolvedGraph graph;
  private final boolean training;

  /** The share of a node's output that dropout before it has not made zero. */
  private final Map<String, Double> density = new HashMap<>();

  /** The share of a node's output that some node behind it looks at. */
  private final Map<String, Double> wanted = new HashMap<>();

  /** The most elements of the gradient of a node's output that are not zero, or not equal. */
  private final Map<String, Double> gradients = new HashMap<>();

  /** The pixels that a mean makes of a node's output before anything bends it; absent for none. */
  private final Map<String, Long> averaged = new HashMap<>();

  /** Whether a node's output is linear in that of a layer of weights before it. */
  private final Map<String, Boolean> linearBefore = new HashMap<>();

  /** Whether a layer of weights behind a node is linear in the node's output. */
  private final Map<String, Boolean> linearBehind = new HashMap<>();

  Flow(ResolvedGraph graph, boolean training) {
    this.graph = graph;
    this.training = training;
    lookBack();
    lookAhead();
  }

  boolean training() {
    return training;
  }

  /** Tells whether something before a node learns, so that its input has a gradient. */
  boolean needsInputGradient(ResolvedNode node) {
    return node.inputs().stream()
        .anyMatch(input -> !input.equals(Graph.INPUT) && graph.node(input).needsGradient());
  }

  /** Returns the share of the first input of a node that dropout has not made zero. */
  double inputDensity(ResolvedNode node) {
    return densityOf(node.inputs().get(0));
  }

  /** Returns the share of a node's output that some node behind it looks at. */
  double wanted(ResolvedNode node) {
    return requireNonNull(wanted.get(node.name()));
  }

  /** Returns the most elements of the gradient of a node's output that cost a product. */
  double gradients(ResolvedNode node) {
    return requireNonNull(gradients.get(node.name()));
  }

  /** Returns how many of an image's output pixels are left once means are taken of them. */
  long pixelsLeft(ResolvedNode node, long pixels) {
    return Math.min(pixels, averaged.getOrDefault(node.name(), pixels));
  }

  /** Tells whether means are taken of a node's output before anything bends it. */
  boolean isAveraged(ResolvedNode node) {
    return averaged.containsKey(node.name());
  }

  /** Tells whether a layer of weights could be multiplied out with one before or behind it. */
  boolean collapses(ResolvedNode node) {
    return linearBeforeOf(node.inputs().get(0)) || linearBehindOf(node);
  }

  private void lookBack() {
    for (ResolvedNode node : graph.nodes()) {
      Traits traits = Traits.of(node);
      String source = node.inputs().get(0);
      density.put(
          node.name(), traits.keepsZeros() ? densityOf(source) * kept(traits) : kept(traits));
      linearBefore.put(node.name(), traits.weighs() || (traits.linear() && linearBeforeOf(source)));
    }
  }

  private void lookAhead() {
    Map<String, List<ResolvedNode>> consumers = new HashMap<>();
    for (ResolvedNode node : graph.nodes()) {
      for (String input : node.inputs()) {
        consumers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node);
      }
    }
    List<ResolvedNode> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      lookAhead(nodes.get(i), consumers.getOrDefault(nodes.get(i).name(), List.of()));
    }
  }

  /** Looks ahead from a node; those behind it are known. */
  private void lookAhead(ResolvedNode node, List<ResolvedNode> consumers) {
    boolean isOutput = node.name().equals(graph.graph().output());
    double share = isOutput ? 1 : 0;
    double slopes = isOutput ? node.outputShape().size() : 0;
    boolean linear = false;
    for (ResolvedNode behind : consumers) {
      Traits traits = Traits.of(behind);
      share = Math.max(share, traits.local() ? kept(traits) * wanted(behind) : 1);
      slopes += traits.weighs() ? node.outputShape().size() : kept(traits) * gradients(behind);
      linear |= traits.weighs() || (traits.linear() && linearBehindOf(behind));
      lookAtMean(node, behind, traits);
    }
    wanted.put(node.name(), share);
    gradients.put(node.name(), Math.min(slopes, node.outputShape().size()));
    linearBehind.put(node.name(), linear);
  }

  private void lookAtMean(ResolvedNode node, ResolvedNode behind, Traits traits) {
    if (!traits.linear() || traits.weighs()) {
      return;
    }
    if (isAveraged(behind)) {
      averaged.merge(node.name(), requireNonNull(averaged.get(behind.name())), Math::min);
    } else if (behind.layer() instanceof Layer.AvgPool2d) {
      Shape mean = behind.outputShape();
      averaged.merge(node.name(), (long) mean.height() * mean.width(), Math::min);
    }
  }

  private double kept(Traits traits) {
    return training ? traits.kept() : 1;
  }

  private double densityOf(String source) {
    return density.getOrDefault(source, 1.0);
  }

  private boolean linearBeforeOf(String source) {
    return linearBefore.getOrDefault(source, false);
  }

  private boolean linearBehindOf(ResolvedNode node) {
    return requireNonNull(linearBehind.get(node.name()));
  }
}
