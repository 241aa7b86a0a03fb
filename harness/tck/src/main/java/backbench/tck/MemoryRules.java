package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * R: what an engine holds on to.
 *
 * <p>A training stages thousands of batches, and a worker compiles several models. What is closed
 * is given back, in Java's heap and outside of it. A block of the same operations is repeated: an
 * engine that fills a cache grows at first, and one that leaks with every block.
 */
final class MemoryRules {

  private static final int FEATURES = 4096;
  private static final int BLOCKS = 5;

  /** The first block fills caches, and makes Java compile. */
  private static final int SETTLED = 1;

  private static final int BATCHES_IN_BLOCK = 32;
  private static final int SAMPLES = 64;
  private static final int MODELS_IN_BLOCK = 4;
  private static final int UNITS = 512;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final long KILO = 1024;

  private final Bench bench;

  MemoryRules(Bench bench) {
    this.bench = bench;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule("R1", "memory does not grow with closed batches", this::batches),
        rule("R2", "memory does not grow with closed models", this::models));
  }

  private void batches() {
    ResolvedGraph graph = Networks.chain(Shape.vector(FEATURES), new Layer.Dense(2));
    Batch batch = Networks.batch(graph, SAMPLES, 1);
    bench.withModel(
        graph,
        InitialParameters.draw(graph, 1),
        Bench.DESCENT,
        model ->
            requireFlat(
                () -> repeat(BATCHES_IN_BLOCK, () -> use(model, batch)),
                (long) BATCHES_IN_BLOCK * SAMPLES * FEATURES * Float.BYTES));
  }

  private void models() {
    ResolvedGraph graph =
        Networks.chain(Shape.vector(FEATURES), new Layer.Dense(UNITS), new Layer.Dense(2));
    bench.requireKinds(graph.kinds());
    Parameters initial = InitialParameters.draw(graph, 1);
    Batch batch = Networks.batch(graph, 2, 1);
    bench.withBackend(
        backend ->
            requireFlat(
                () ->
                    repeat(
                        MODELS_IN_BLOCK,
                        () -> {
                          try (Model model = backend.compile(graph, initial, Bench.DESCENT)) {
                            use(model, batch);
                          }
                        }),
                (long) MODELS_IN_BLOCK * UNITS * FEATURES * Float.BYTES));
  }

  private static void use(Model model, Batch batch) {
    try (Staged staged = model.stage(batch)) {
      model.step(staged);
      model.predict(staged);
    }
  }

  private static void repeat(int times, Runnable action) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }

  /** Demands that not each block, once it has settled, leaves half of what it used behind. */
  private static void requireFlat(Runnable block, long usedBytes) {
    List<Held> held = new ArrayList<>();
    boolean inHeap = true;
    boolean outside = true;
    for (int i = 0; i < BLOCKS && (inHeap || outside); i++) {
      block.run();
      held.add(Held.now());
      if (i > SETTLED) {
        Held before = held.get(i - 1);
        inHeap &= held.get(i).inHeap() - before.inHeap() > usedBytes / 2;
        outside &= held.get(i).outside() - before.outside() > usedBytes / 2;
      }
    }
    assertTrue(!inHeap && !outside, () -> "held after each of " + BLOCKS + " blocks: " + held);
  }

  /** Holds how much lives in Java's heap, and what the process holds outside of it. */
  private record Held(long inHeap, long outside) {

    static Held now() {
      System.gc();
      MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
      return new Held(heap.getUsed(), Math.max(0, resident() - heap.getCommitted()));
    }

    @Override
    public String toString() {
      return "%d MiB + %d MiB outside the heap".formatted(inHeap >> 20, outside >> 20);
    }
  }

  /** Returns the resident memory, where the system tells; 0 elsewhere. */
  private static long resident() {
    try {
      return Files.readAllLines(STATUS, StandardCharsets.US_ASCII).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // Only Linux has the file; elsewhere Java's heap is looked at alone.
      return 0;
    }
  }
}
