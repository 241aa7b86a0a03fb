package backbench.vector;

import backbench.graph.Graph;
import backbench.graph.Layer.Conv2d;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Window.Placement;
import backbench.vector.kernel.SampledRow;
import backbench.vector.memory.Layout.Halo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides, before anything is built, which nodes share a buffer and what halo each buffer has.
 *
 * <p>A rectifier that alone reads a convolution or dense layer is done while that layer writes its
 * result. A flattening that only dense layers read is not done at all.
 */
final class Storage {

  private final Map<String, List<ResolvedNode>> readers = new HashMap<>();
  private final Set<String> shared = new HashSet<>();
  private final Set<String> rectified = new HashSet<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Halo> halos = new HashMap<>();

  Storage(ResolvedGraph graph) {
    owners.put(Graph.INPUT, Graph.INPUT);
    readers.put(Graph.INPUT, readersOf(graph, Graph.INPUT));
    for (ResolvedNode node : graph.nodes()) {
      readers.put(node.name(), readersOf(graph, node.name()));
    }
    for (ResolvedNode node : graph.nodes()) {
      String source = node.inputs().get(0);
      LayerKind kind = node.layer().kind();
      boolean isShared =
          (kind == LayerKind.RELU && canRectify(graph, source))
              || (kind == LayerKind.FLATTEN && onlyDenseReads(node.name()));
      if (isShared) {
        shared.add(node.name());
        if (kind == LayerKind.RELU) {
          rectified.add(source);
        }
      }
      owners.put(node.name(), isShared ? owner(source) : node.name());
    }
    for (ResolvedNode node : graph.nodes()) {
      halos.merge(owner(node.inputs().get(0)), haloRead(node), Halo::union);
    }
  }

  /** Returns the zeros that a node reads around its image. */
  private static Halo haloRead(ResolvedNode node) {
    return switch (node.layer().kind()) {
      case CONV2D -> {
        Placement on = ((Conv2d) node.layer()).window().on(node.inputShape());
        yield new Halo(on.top(), on.bottom(), on.left(), on.right());
      }
      case AFFINE_SAMPLER -> SampledRow.HALO;
      case MAX_POOL2D, AVG_POOL2D, BATCH_NORM, LRN, RELU, DROPOUT, FLATTEN, DENSE -> Halo.NONE;
    };
  }

  private static List<ResolvedNode> readersOf(ResolvedGraph graph, String name) {
    return graph.nodes().stream().filter(node -> node.inputs().contains(name)).toList();
  }

  private List<ResolvedNode> readers(String name) {
    return readers.getOrDefault(name, List.of());
  }

  private String owner(String name) {
    return owners.getOrDefault(name, name);
  }

  private boolean canRectify(ResolvedGraph graph, String source) {
    if (source.equals(Graph.INPUT) || readers(source).size() != 1) {
      return false;
    }
    return switch (graph.node(source).layer().kind()) {
      case CONV2D, DENSE -> true;
      case MAX_POOL2D, AVG_POOL2D, BATCH_NORM, LRN, RELU, DROPOUT, FLATTEN, AFFINE_SAMPLER -> false;
    };
  }

  private boolean onlyDenseReads(String name) {
    return !readers(name).isEmpty()
        && readers(name).stream().allMatch(node -> node.layer().kind() == LayerKind.DENSE);
  }

  /** Tells whether one node alone reads the buffer in which a node's output lies. */
  boolean hasOneReader(String name) {
    return owners.keySet().stream()
            .filter(other -> owner(other).equals(owner(name)))
            .mapToLong(other -> readers(other).stream().filter(r -> !isShared(r.name())).count())
            .sum()
        == 1;
  }

  /** Tells whether a node's output is its input's buffer. */
  boolean isShared(String name) {
    return shared.contains(name);
  }

  /** Tells whether a node's output is rectified on the way. */
  boolean isRectified(String name) {
    return rectified.contains(name);
  }

  /** Returns the zeros that the readers of a node's buffer ask for. */
  Halo halo(String name) {
    return halos.getOrDefault(name, Halo.NONE);
  }

  /**
   * Tells whether only products and samplers read the sample itself: they need no whole vectors, so
   * its channels need no padding.
   */
  boolean isInputReadWithoutVectors() {
    return readers(Graph.INPUT).stream()
        .allMatch(node -> readsWithoutVectors(node.layer().kind()) || isShared(node.name()));
  }

  private static boolean readsWithoutVectors(LayerKind kind) {
    return switch (kind) {
      case CONV2D, DENSE, AFFINE_SAMPLER -> true;
      case MAX_POOL2D, AVG_POOL2D, BATCH_NORM, LRN, RELU, DROPOUT, FLATTEN -> false;
    };
  }
}
