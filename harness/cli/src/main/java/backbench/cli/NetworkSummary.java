package backbench.cli;

import backbench.cli.output.Columns;
import backbench.cli.output.Columns.Side;
import backbench.graph.Flops;
import backbench.graph.Graph;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.specs.ArchitectureSpec;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints a network as Keras summarises one, with the floating-point operations of each layer. */
final class NetworkSummary {

  private final ArchitectureSpec spec;
  private final ResolvedGraph graph;

  NetworkSummary(ArchitectureSpec spec) {
    this.spec = spec;
    this.graph = spec.graph();
  }

  void print(PrintWriter out) {
    List<String> table = table().lines();
    int width = table.stream().mapToInt(String::length).max().orElse(0);
    out.println("Network: " + spec.id() + " (" + spec.title() + ")");
    out.println("Source: " + spec.source());
    out.println("Input: " + graph.inputShape() + ", classes: " + graph.classes());
    out.println("_".repeat(width));
    out.println(table.get(0));
    out.println("=".repeat(width));
    table.stream().skip(1).forEach(out::println);
    out.println("=".repeat(width));
    long total = graph.parameterCount();
    long trainable = graph.trainableCount();
    out.println("Total parameters: " + grouped(total));
    out.println("Trainable parameters: " + grouped(trainable));
    out.println("Non-trainable parameters: " + grouped(total - trainable));
    Flops flops = graph.flops();
    out.println(
        "FLOPs per sample: %s forward, %s backward, %s in training"
            .formatted(
                grouped(flops.forward()), grouped(flops.backward()), grouped(flops.training())));
    out.println("Digest: " + spec.digest());
  }

  private Columns table() {
    boolean branches = !isChain();
    Columns columns =
        branches
            ? new Columns(Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT, Side.LEFT)
            : new Columns(Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT);
    addRow(
        columns,
        branches,
        "Layer (kind)",
        "Output shape",
        "Parameters",
        "FLOPs forward",
        "FLOPs backward",
        "Inputs");
    for (ResolvedNode node : graph.nodes()) {
      addRow(
          columns,
          branches,
          node.name() + " (" + node.layer().kind().id() + ")",
          node.outputShape().toString(),
          grouped(node.parameters().stream().mapToLong(ParameterInfo::size).sum()),
          grouped(node.flops().forward()),
          grouped(node.flops().backward()),
          String.join(", ", node.inputs()));
    }
    return columns;
  }

  /** Adds a row; the inputs, last, are worth a column only where the network branches. */
  private static void addRow(Columns columns, boolean branches, String... texts) {
    columns.row(branches ? texts : Arrays.copyOf(texts, texts.length - 1));
  }

  private boolean isChain() {
    String previous = Graph.INPUT;
    for (ResolvedNode node : graph.nodes()) {
      if (!node.inputs().equals(List.of(previous))) {
        return false;
      }
      previous = node.name();
    }
    return true;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
