package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.TrainingSpec;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * M: what Java collects while an engine works.
 *
 * <p>An engine may still read memory whose last Java object is gone, as on the way back through
 * what was recorded on the way there. A certificate hardly sees it: its few steps are mostly over
 * before a collection. A training of minutes has one every few steps.
 */
final class CollectionRules {

  private static final int LEAST_STEPS = 3;
  private static final int MOST_STEPS = 10_000;
  private static final long COLLECTIONS = 30;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int BATCH = 16;

  /** A theta that sees most of the image, a little turned. */
  private static final Initializer NEARLY_WHOLE =
      new Initializer.Values(List.of(0.8, 0.05, 0.03, -0.04, 0.9, 0.02));

  private final Bench bench;
  private final boolean repeatsBits;

  CollectionRules(Bench bench, boolean repeatsBits) {
    this.bench = bench;
    this.repeatsBits = repeatsBits;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule(
            "M1",
            "garbage collections in the middle of Adam's steps change nothing",
            () -> undisturbed(new Optimizer.Adam(1e-2))),
        rule(
            "M2",
            "garbage collections in the middle of steps with momentum change nothing",
            () -> undisturbed(new Optimizer.Sgd(0.05, 0.9))));
  }

  /** Puts all kinds of layers that the backend declares in one network, but dropout. */
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
    append(nodes, "pooled", Networks.maxPool(3, 2));
    append(nodes, "further", Networks.conv(8, 3, Networks.SAME));
    if (declared.contains(LayerKind.AVG_POOL2D)) {
      append(nodes, "averaged", new Layer.AvgPool2d(Window.square(3, 2, Networks.VALID)));
    }
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

  private void undisturbed(Optimizer optimizer) {
    assumeTrue(repeatsBits, "the backend says that it does not repeat bits");
    ResolvedGraph graph = network();
    bench.requireOptimizer(graph, optimizer);
    AtomicInteger steps = new AtomicInteger();
    Parameters disturbed;
    try (Collections collections = new Collections()) {
      disturbed =
          train(
              graph,
              optimizer,
              done -> {
                steps.set(done);
                return done >= (collections.made() >= COLLECTIONS ? LEAST_STEPS : MOST_STEPS);
              });
      assertTrue(collections.made() >= COLLECTIONS, "this JVM hardly collects when it is asked to");
    }
    Parameters expected = train(graph, optimizer, done -> done == steps.get());
    assertEquals(List.of(), differing(expected, disturbed), "parameters that collections changed");
  }

  private Parameters train(ResolvedGraph graph, Optimizer optimizer, IntPredicate enough) {
    Parameters[] trained = new Parameters[1];
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 6),
        Optional.of(new TrainingSpec(optimizer)),
        model -> {
          int done = 0;
          do {
            try (Staged staged = model.stage(Networks.batch(graph, BATCH, done))) {
              model.step(staged);
            }
          } while (!enough.test(++done));
          trained[0] = model.parameters();
        });
    return trained[0];
  }

  private static List<String> differing(Parameters expected, Parameters trained) {
    return expected.tensors().keySet().stream()
        .filter(name -> !Arrays.equals(expected.get(name).data(), trained.get(name).data()))
        .toList();
  }

  /** Collects again and again on a thread of its own, until closed. */
  private static final class Collections implements AutoCloseable {

    private final long before = count();
    private final Thread thread = new Thread(this::collect, "collections");
    private volatile boolean closed;

    Collections() {
      thread.setDaemon(true);
      thread.start();
    }

    private void collect() {
      while (!closed) {
        System.gc();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    /** Returns how many collections there have been, by the JVM's own count. */
    long made() {
      return count() - before;
    }

    private static long count() {
      return ManagementFactory.getGarbageCollectorMXBeans().stream()
          .mapToLong(GarbageCollectorMXBean::getCollectionCount)
          .sum();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
