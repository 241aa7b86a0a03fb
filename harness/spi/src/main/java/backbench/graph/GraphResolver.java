package backbench.graph;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a graph as written into one that is ordered and checked. */
final class GraphResolver {

  private static final int MOST_NODES = 10_000;

  private final Graph graph;
  private final Map<String, Node> byName = new LinkedHashMap<>();

  GraphResolver(Graph graph) {
    this.graph = graph;
  }

  ResolvedGraph resolve() {
    index();
    List<Node> ordered = order();
    checkAllReachOutput();
    Map<String, ResolvedNode> resolved = new LinkedHashMap<>();
    for (Node node : ordered) {
      resolved.put(node.name(), resolve(node, resolved));
    }
    Shape output = requireNonNull(resolved.get(graph.output())).outputShape();
    if (output.isImage()) {
      throw GraphException.node(
          graph.output(),
          null,
          "the output node '"
              + graph.output()
              + "' gives an image "
              + output
              + ", and logits are a vector [classes]");
    }
    return new ResolvedGraph(graph, List.copyOf(resolved.values()));
  }

  private void index() {
    if (graph.nodes().isEmpty() || graph.nodes().size() > MOST_NODES) {
      throw GraphException.node(
          null,
          "nodes",
          "a network has from 1 to " + MOST_NODES + " nodes, not " + graph.nodes().size());
    }
    for (Node node : graph.nodes()) {
      if (byName.put(node.name(), node) != null) {
        throw GraphException.node(
            node.name(), "name", "two nodes are called '" + node.name() + "'");
      }
    }
    for (Node node : graph.nodes()) {
      for (String input : node.inputs()) {
        if (!input.equals(Graph.INPUT) && !byName.containsKey(input)) {
          throw GraphException.node(
              node.name(),
              "inputs",
              "node '"
                  + node.name()
                  + "' takes '"
                  + input
                  + "' as an input, and there is no such node");
        }
      }
      if (node.inputs().isEmpty()) {
        throw GraphException.node(node.name(), "inputs", "node '" + node.name() + "' has no input");
      }
    }
    if (!byName.containsKey(graph.output())) {
      throw GraphException.node(
          null, "output", "the output is '" + graph.output() + "', and there is no such node");
    }
  }

  /** Sorts topologically (Kahn, 1962), keeping the written order where it is free. */
  private List<Node> order() {
    List<Node> ordered = new ArrayList<>();
    Set<String> done = new HashSet<>();
    done.add(Graph.INPUT);
    List<Node> waiting = new ArrayList<>(graph.nodes());
    while (!waiting.isEmpty()) {
      List<Node> still = new ArrayList<>();
      for (Node node : waiting) {
        if (done.containsAll(node.inputs())) {
          ordered.add(node);
          done.add(node.name());
        } else {
          still.add(node);
        }
      }
      if (still.size() == waiting.size()) {
        throw GraphException.node(
            still.get(0).name(),
            "inputs",
            "nodes form a cycle: " + cycleThrough(still.get(0), done));
      }
      waiting = still;
    }
    return ordered;
  }

  private String cycleThrough(Node start, Set<String> done) {
    List<String> path = new ArrayList<>();
    Node node = start;
    while (!path.contains(node.name())) {
      path.add(node.name());
      String next =
          node.inputs().stream().filter(input -> !done.contains(input)).findFirst().orElseThrow();
      node = requireNonNull(byName.get(next));
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(node.name()), path.size()));
    cycle.add(node.name());
    return String.join(" <- ", cycle);
  }

  private void checkAllReachOutput() {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(graph.output()));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!name.equals(Graph.INPUT) && reached.add(name)) {
        open.addAll(requireNonNull(byName.get(name)).inputs());
      }
    }
    for (Node node : graph.nodes()) {
      if (!reached.contains(node.name())) {
        throw GraphException.node(
            node.name(),
            "name",
            "node '" + node.name() + "' does not lead to the output '" + graph.output() + "'");
      }
    }
  }

  private ResolvedNode resolve(Node node, Map<String, ResolvedNode> resolved) {
    List<Shape> inputs = new ArrayList<>();
    boolean inputGradient = false;
    for (String input : node.inputs()) {
      if (input.equals(Graph.INPUT)) {
        inputs.add(graph.input());
      } else {
        ResolvedNode source = requireNonNull(resolved.get(input));
        inputs.add(source.outputShape());
        inputGradient |= source.needsGradient();
      }
    }
    try {
      Shape output = node.layer().outputShape(inputs);
      List<ParameterInfo> parameters = node.layer().parameters(node.name(), inputs);
      boolean learns = parameters.stream().anyMatch(ParameterInfo::trainable);
      return new ResolvedNode(
          node.name(),
          node.layer(),
          node.inputs(),
          inputs,
          output,
          parameters,
          node.layer().flops(inputs, inputGradient),
          inputGradient || learns);
    } catch (GraphException e) {
      throw e.at(node.name());
    }
  }
}
