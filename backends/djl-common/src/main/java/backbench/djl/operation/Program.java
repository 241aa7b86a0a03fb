package backbench.djl.operation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import backbench.graph.Graph;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a network's operations in order, giving each intermediate array back after its last use. */
public final class Program {

  /**
   * Position 0 is the input; step i writes position i + 1.
   *
   * @param lastUses positions that nothing reads after this step
   * @param live positions that hold a value which is still needed after it
   */
  private record Step(
      Operation operation, List<Integer> inputs, List<Integer> lastUses, List<Integer> live) {}

  private final List<Step> steps;
  private final int output;

  private Program(List<Step> steps, int output) {
    this.steps = steps;
    this.output = output;
  }

  /** Compiles every node of a graph. */
  public static Program compile(ResolvedGraph graph, OperationCompiler compiler) {
    Map<String, Integer> positions = new HashMap<>();
    positions.put(Graph.INPUT, 0);
    for (ResolvedNode node : graph.nodes()) {
      positions.put(node.name(), positions.size());
    }
    int output = position(positions, graph.output().name());
    int[] lastUser = new int[positions.size()];
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (String input : graph.nodes().get(i).inputs()) {
        lastUser[position(positions, input)] = i;
      }
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      ResolvedNode node = graph.nodes().get(i);
      int step = i;
      List<Integer> inputs = node.inputs().stream().map(name -> position(positions, name)).toList();
      List<Integer> lastUses =
          inputs.stream()
              .distinct()
              .filter(position -> position != 0 && position != output && lastUser[position] == step)
              .toList();
      List<Integer> live =
          IntStream.rangeClosed(0, step + 1)
              .filter(held -> held == 0 || held == output || lastUser[held] > step)
              .boxed()
              .toList();
      steps.add(new Step(node.accept(compiler), inputs, lastUses, live));
    }
    return new Program(List.copyOf(steps), output);
  }

  private static int position(Map<String, Integer> positions, String name) {
    Integer position = positions.get(name);
    if (position == null) {
      throw new IllegalStateException("a resolved graph names no unknown node: " + name);
    }
    return position;
  }

  /**
   * Computes the logits of a batch.
   *
   * <p>Autograd keeps alive what the backward pass needs, as long as that lies in the engine's
   * memory; so what is closed here is what nobody needs: a convolution's output before its
   * rectifier, for one.
   */
  public NDArray run(NDArray images, Pass pass) {
    NDArray[] values = new NDArray[steps.size() + 1];
    values[0] = images;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      NDList inputs = new NDList(step.inputs.size());
      for (int position : step.inputs) {
        inputs.add(values[position]);
      }
      values[i + 1] = step.operation.apply(inputs, pass);
      for (int position : step.lastUses) {
        // A dropout that drops nothing passes its input on: one array then has two positions.
        if (step.live.stream().noneMatch(other -> values[other] == values[position])) {
          values[position].close();
        }
      }
    }
    NDArray logits = values[output];
    for (NDArray trace : pass.traces()) {
      logits = logits.add(trace);
    }
    return logits;
  }
}
