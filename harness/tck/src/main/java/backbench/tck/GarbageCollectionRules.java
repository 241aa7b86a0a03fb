package backbench.tck;

import static backbench.tck.Bench.rule;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.LayerKind;
import backbench.graph.Node;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.InitialParameters;
import backbench.spi.Optimizer;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * M: what Java collects while an engine works.
 *
 * <p>An engine may still read memory whose last Java object is gone, as in the backward pass of
 * what the forward pass has saved. A certificate hardly sees it: its few steps are mostly over
 * before a collection. A training of minutes has many.
 */
final class GarbageCollectionRules {

  private static final int LEAST_STEPS = 3;
  private static final int BATCH = 16;
  private static final int MOST_DIFFERENCES = 5;

  /** Enough that one of them falls between the passes of a step, nearly always. */
  private static final long COLLECTIONS = 20;

  /** Long enough for a step to get on between two collections. */
  private static final long PAUSE_NANOS = 1_000_000;

  /** For a backend so quick that hardly a collection falls into its steps. */
  private static final int MOST_STEPS = 10_000;

  /** A theta that sees most of the image, a little turned. */
  private static final Initializer NEARLY_WHOLE =
      new Initializer.Values(List.of(0.8, 0.05, 0.03, -0.04, 0.9, 0.02));

  private final Bench bench;
  private final boolean repeatsBits;

  GarbageCollectionRules(Bench bench, boolean repeatsBits) {
    this.bench = bench;
    this.repeatsBits = repeatsBits;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule(
            "M1",
            "garbage collections beside steps of Adam change nothing",
            () -> standsCollections(new Optimizer.Adam(1e-2))),
        rule(
            "M2",
            "garbage collections beside steps with momentum change nothing",
            () -> standsCollections(new Optimizer.Sgd(0.05, 0.9))));
  }

  /**
   * Puts all kinds of layers that the backend declares in one network, but dropout: two models need
   * not draw the same masks.
   */
  private ResolvedGraph network() {
    Set<LayerKind> declared = bench.info().layers();
    List<Node> nodes = new ArrayList<>();
    append(nodes, "features", Networks.conv(6, 4, Networks.SAME));
    if (declared.contains(LayerKind.BATCH_NORM)) {
      append(nodes, "normalised", new Layer.BatchNorm());
    }
    if (declared.contains(LayerKind.AFFINE_SAMPLER)) {
      String image = last(nodes);
      append(nodes, "vector", new Layer.Flatten());
      append(nodes, "theta", new Layer.Dense(6, true, new Initializer.Normal(0.02), NEARLY_WHOLE));
      nodes.add(new Node("sampled", new Layer.AffineSampler(13, 12), List.of(image, "theta")));
    }
    if (declared.contains(LayerKind.LRN)) {
      // So strong that its gradient counts.
      append(nodes, "balanced", new Layer.LocalResponseNorm(5, 1, 0.5, 0.75));
    }
    append(nodes, "rectified", new Layer.Relu());
    if (declared.contains(LayerKind.AVG_POOL2D)) {
      append(nodes, "averaged", new Layer.AvgPool2d(Window.square(2, 1, Networks.VALID)));
    }
    append(nodes, "further", Networks.conv(8, 3, Networks.SAME));
    append(nodes, "pooled", Networks.maxPool(3, 2));
    append(nodes, "flat", new Layer.Flatten());
    append(nodes, "logits", new Layer.Dense(5));
    return new Graph("tck", Shape.image(2, 13, 12), nodes, "logits").resolve();
  }

  private static void append(List<Node> nodes, String name, Layer layer) {
    nodes.add(new Node(name, layer, List.of(last(nodes))));
  }

  private static String last(List<Node> nodes) {
    return nodes.isEmpty() ? Graph.INPUT : nodes.get(nodes.size() - 1).name();
  }

  private void standsCollections(Optimizer optimizer) {
    ResolvedGraph graph = network();
    bench.requireOptimizer(graph, optimizer);
    Training disturbed;
    Collector collector = Collector.start();
    try {
      disturbed =
          train(
              graph,
              optimizer,
              (steps, collections) ->
                  steps >= (collections >= COLLECTIONS ? LEAST_STEPS : MOST_STEPS));
    } finally {
      collector.stop();
    }
    assertTrue(disturbed.collections() > 0, "no garbage collection fell into a step");
    if (!repeatsBits) {
      disturbed.requireFinite();
      return;
    }
    Training expected = quiet(graph, optimizer, disturbed.steps());
    List<String> differences = disturbed.differences(expected);
    if (!differences.isEmpty()) {
      Training again = quiet(graph, optimizer, disturbed.steps());
      assertEquals(
          List.of(),
          again.differences(expected),
          () ->
              ("two runs beside which nothing collects on purpose differ as well (%d and %d garbage"
                      + " collections fell into their steps): see repeatsBits()")
                  .formatted(expected.collections(), again.collections()));
    }
    assertEquals(
        List.of(),
        differences,
        () ->
            "what differs after %d steps with %d garbage collections in them"
                .formatted(disturbed.steps(), disturbed.collections()));
  }

  private Training quiet(ResolvedGraph graph, Optimizer optimizer, int asked) {
    return train(graph, optimizer, (steps, collections) -> steps == asked);
  }

  private Training train(ResolvedGraph graph, Optimizer optimizer, Enough enough) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    int[] steps = new int[1];
    long[] collections = new long[1];
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 6),
        Optional.of(new TrainingSpec(optimizer)),
        model -> {
          do {
            try (Staged staged = model.stage(Networks.batch(graph, BATCH, steps[0]))) {
              long before = Collector.count();
              model.step(staged);
              Tensor logits = model.predict(staged);
              collections[0] += Collector.count() - before;
              results.put("logits after step " + ++steps[0], logits);
            }
          } while (!enough.test(steps[0], collections[0]));
          results.putAll(model.parameters().tensors());
        });
    return new Training(steps[0], collections[0], results);
  }

  /** Says when to end a training, by its steps and the collections beside them and predictions. */
  private interface Enough {
    boolean test(int steps, long collections);
  }

  /** Holds what came out of a training: the logits after each step, and the parameters. */
  private record Training(int steps, long collections, Map<String, Tensor> results) {

    void requireFinite() {
      results.forEach(
          (name, tensor) -> {
            for (float value : tensor.data()) {
              assertTrue(Float.isFinite(value), () -> name + " holds " + value);
            }
          });
    }

    /** Lists the first results that are not equal to the bit, each with its first such element. */
    List<String> differences(Training expected) {
      List<String> found = new ArrayList<>();
      results.forEach(
          (name, tensor) -> {
            float[] right = requireNonNull(expected.results.get(name)).data();
            int at = Arrays.mismatch(right, tensor.data());
            if (at >= 0) {
              found.add(
                  "%s[%d] is %s, expected %s".formatted(name, at, tensor.data()[at], right[at]));
            }
          });
      return found.subList(0, Math.min(MOST_DIFFERENCES, found.size()));
    }
  }

  /** Collects garbage again and again on a thread of its own, until stopped. */
  private static final class Collector {

    private final Thread thread = new Thread(this::collect, "collector");
    private volatile boolean stopped;

    static Collector start() {
      long before = count();
      System.gc();
      assertTrue(
          count() > before,
          "System.gc() collects nothing in this JVM: is it told to -XX:+DisableExplicitGC?");
      Collector collector = new Collector();
      collector.thread.setDaemon(true);
      collector.thread.start();
      return collector;
    }

    private void collect() {
      while (!stopped) {
        System.gc();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    /** Counts the collections in this JVM so far; a collector may count the parts of one apart. */
    static long count() {
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .mapToLong(GarbageCollectorMXBean::getCollectionCount)
          .sum();
    }

    void stop() {
      stopped = true;
      while (thread.isAlive()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
