package backbench.oracle.mutant;

import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Window;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Windows that are padded on the other side, where the padding is uneven. */
final class WindowMutants {

  private WindowMutants() {}

  static List<OracleMutant> of(ResolvedGraph graph) {
    return Stream.of(
            ReplacedLayers.of(
                "conv2d: padding on the other side",
                graph,
                Layer.Conv2d.class,
                (conv, node) ->
                    new Layer.Conv2d(
                        conv.filters(),
                        turned(conv.window(), node),
                        conv.bias(),
                        conv.weights(),
                        conv.biases())),
            ReplacedLayers.of(
                "max_pool2d: padding on the other side",
                graph,
                Layer.MaxPool2d.class,
                (pool, node) -> new Layer.MaxPool2d(turned(pool.window(), node))),
            ReplacedLayers.of(
                "avg_pool2d: padding on the other side",
                graph,
                Layer.AvgPool2d.class,
                (pool, node) -> new Layer.AvgPool2d(turned(pool.window(), node))))
        .flatMap(Optional::stream)
        .toList();
  }

  @SuppressWarnings("ArgumentSelectionDefectChecker") // exchanged on purpose
  private static Window turned(Window window, ResolvedNode node) {
    Window.Placement placement = window.on(node.inputShape());
    if (placement.isSymmetric()) {
      return window;
    }
    return new Window(
        window.kernelHeight(),
        window.kernelWidth(),
        window.strideHeight(),
        window.strideWidth(),
        new Padding.Explicit(
            placement.bottom(), placement.top(), placement.right(), placement.left()));
  }
}
