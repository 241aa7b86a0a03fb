package backbench.dl4j;

import backbench.graph.Graph;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.random.PinnedRandom;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Staged;
import backbench.spi.Tensor;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures this backend against Deeplearning4j's own loop on the same networks, in turns, in
 * milliseconds of processor time for a step; how ADR 7 came by its numbers. Not a test: run its
 * {@code main}, with the system properties that are in question set.
 */
public final class LoopComparison {

  private static final int ROUNDS = 3;
  private static final int WARM_UP = 3;
  private static final int STEPS = 6;
  private static final int SAMPLES = 64;

  private LoopComparison() {}

  /** Prints what a step costs, both ways, for each network and round; takes tunings by name. */
  public static void main(String[] arguments) throws IOException {
    List<Tuning> tunings =
        arguments.length == 0
            ? List.of(Tuning.BEST, Tuning.ENGINE_LOOP)
            : List.of(arguments).stream().map(Tuning::valueOf).toList();
    PrintStream out = System.out;
    Path scratch = Files.createTempDirectory("backbench");
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, ResolvedGraph> network : networks().entrySet()) {
        for (Tuning tuning : tunings) {
          BackendConfig config = BackendConfig.builder(1, 1, scratch).tuning(tuning).build();
          try (Backend backend = new Dl4jProvider().open(config)) {
            out.printf(
                "%-12s %-12s %s: %8.2f ms%n",
                network.getKey(),
                tuning,
                backend.environment().details().get("natives"),
                millisPerStep(backend, network.getValue()));
          }
        }
      }
    }
    Files.delete(scratch);
  }

  private static Map<String, ResolvedGraph> networks() {
    Padding same = new Padding.Same();
    Layer relu = new Layer.Relu();
    Layer norm = new Layer.BatchNorm();
    Layer pool = new Layer.MaxPool2d(Window.square(2, 2, new Padding.Valid()));
    Layer wide = new Layer.Conv2d(32, Window.square(3, 1, same), true);
    Layer narrow = new Layer.Conv2d(16, Window.square(1, 1, same), true);
    Map<String, ResolvedGraph> networks = new LinkedHashMap<>();
    networks.put(
        "lenet-mnist",
        chain(
            new Layer.Conv2d(32, Window.square(4, 1, same), true),
            relu,
            pool,
            new Layer.Conv2d(64, Window.square(4, 1, same), true),
            relu,
            pool,
            new Layer.Flatten(),
            new Layer.Dense(1024),
            relu,
            new Layer.Dense(10)));
    networks.put(
        "nin",
        chain(
            wide,
            relu,
            norm,
            narrow,
            relu,
            norm,
            pool,
            wide,
            relu,
            norm,
            narrow,
            relu,
            norm,
            pool,
            new Layer.Flatten(),
            new Layer.Dense(32),
            relu,
            new Layer.Dense(10)));
    return networks;
  }

  private static ResolvedGraph chain(Layer... layers) {
    List<Node> nodes = new ArrayList<>();
    String last = Graph.INPUT;
    for (Layer layer : layers) {
      String name = layer.kind().id() + "-" + (nodes.size() + 1);
      nodes.add(new Node(name, layer, List.of(last)));
      last = name;
    }
    return new Graph("comparison", Shape.image(1, 28, 28), nodes, last).resolve();
  }

  private static Batch batch() {
    Tensor images = Tensor.zeros(List.of(SAMPLES, 1, 28, 28));
    PinnedRandom random = PinnedRandom.stream(1, "comparison");
    for (int i = 0; i < images.size(); i++) {
      images.data()[i] = (float) random.nextDouble();
    }
    int[] labels = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = random.nextInt(10);
    }
    return new Batch(images, labels);
  }

  private static double millisPerStep(Backend backend, ResolvedGraph graph) {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Optional<TrainingSpec> training = Optional.of(new TrainingSpec(new Optimizer.Adam(1e-3)));
    try (Model model = backend.compile(graph, InitialParameters.draw(graph, 1), training);
        Staged staged = model.stage(batch())) {
      for (int i = 0; i < WARM_UP; i++) {
        model.step(staged);
      }
      long start = process.getProcessCpuTime();
      for (int i = 0; i < STEPS; i++) {
        model.step(staged);
      }
      return (process.getProcessCpuTime() - start) / 1e6 / STEPS;
    }
  }
}
