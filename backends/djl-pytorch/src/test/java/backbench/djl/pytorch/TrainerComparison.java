package backbench.djl.pytorch;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import backbench.graph.Layer;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Optimizer;
import backbench.spi.Staged;
import backbench.spi.TrainingSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Measures this backend against DJL's own {@code Trainer} on the same networks, in turns; how ADR 6
 * came by its numbers. Not a test: run its {@code main}, with the environment that is in question.
 */
public final class TrainerComparison {

  private static final int ROUNDS = 3;
  private static final double SECONDS = 1;
  private static final int THREADS = 2;
  private static final double RATE = 1e-3;

  private TrainerComparison() {}

  /** Prints samples per second, both ways, for each network and round. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    Path scratch = Files.createTempDirectory("backbench");
    try (Backend backend = new PyTorchProvider().open(BackendConfig.cpu(THREADS, 1, scratch))) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<String, ResolvedGraph> network : networks().entrySet()) {
          ResolvedGraph graph = network.getValue();
          Batch batch = Networks.batch(graph, network.getKey().equals("conv3x3") ? 1 : 64);
          double ours = ours(backend, graph, batch);
          double theirs = theirs(graph, batch);
          out.printf(
              "%-12s batch %3d: %6.0f /s, DJL Trainer %6.0f /s, ratio %.2f%n",
              network.getKey(), batch.size(), ours, theirs, ours / theirs);
        }
      }
    }
    Files.delete(scratch);
  }

  private static Map<String, ResolvedGraph> networks() {
    Layer relu = new Layer.Relu();
    Layer norm = new Layer.BatchNorm();
    Layer flatten = new Layer.Flatten();
    Layer pool = new Layer.MaxPool2d(Window.square(2, 2, new Padding.Valid()));
    Layer conv3 = new Layer.Conv2d(32, Window.square(3, 1, new Padding.Same()), true);
    Layer conv1 = new Layer.Conv2d(16, Window.square(1, 1, new Padding.Valid()), true);
    Window four = Window.square(4, 1, new Padding.Same());
    Layer dense32 = new Layer.Dense(32);
    Layer logits = new Layer.Dense(10);
    Shape image = Shape.image(1, 28, 28);
    Map<String, ResolvedGraph> networks = new LinkedHashMap<>();
    networks.put(
        "lenet-mnist",
        Networks.chain(
            image,
            new Layer.Conv2d(32, four, true),
            relu,
            pool,
            new Layer.Conv2d(64, four, true),
            relu,
            pool,
            flatten,
            new Layer.Dense(1024),
            relu,
            logits));
    networks.put(
        "deep-cnn",
        Networks.chain(
            image, conv3, relu, conv3, relu, pool, conv3, relu, conv3, relu, pool, flatten, dense32,
            relu, logits));
    networks.put(
        "nin",
        Networks.chain(
            image,
            conv3,
            relu,
            norm,
            conv1,
            relu,
            norm,
            pool,
            conv3,
            relu,
            norm,
            conv1,
            relu,
            norm,
            pool,
            flatten,
            dense32,
            relu,
            new Layer.Dropout(0.2),
            logits));
    networks.put(
        "conv3x3",
        Networks.chain(
            image,
            new Layer.Conv2d(8, Window.square(3, 1, new Padding.Valid()), false),
            pool,
            flatten,
            logits));
    return networks;
  }

  private static double ours(Backend backend, ResolvedGraph graph, Batch batch) {
    Optional<TrainingSpec> training = Optional.of(new TrainingSpec(new Optimizer.Adam(RATE)));
    try (backbench.spi.Model model =
            backend.compile(graph, InitialParameters.draw(graph, 1), training);
        Staged staged = model.stage(batch)) {
      return batch.size() * stepsPerSecond(() -> model.step(staged));
    }
  }

  private static double theirs(ResolvedGraph graph, Batch batch) {
    ai.djl.training.optimizer.Optimizer adam =
        ai.djl.training.optimizer.Optimizer.adam()
            .optLearningRateTracker(Tracker.fixed((float) RATE))
            .build();
    try (Model model = Model.newInstance("comparison", PyTorchDialect.ENGINE)) {
      model.setBlock(TrainerBlocks.of(graph));
      try (Trainer trainer =
          model.newTrainer(
              new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(adam))) {
        long[] shape = batch.images().dims().stream().mapToLong(Integer::longValue).toArray();
        trainer.initialize(new ai.djl.ndarray.types.Shape(shape));
        NDManager manager = trainer.getManager();
        NDArray images =
            manager.create(batch.images().data(), new ai.djl.ndarray.types.Shape(shape));
        NDArray labels = manager.create(batch.labels());
        return batch.size() * stepsPerSecond(() -> step(trainer, images, labels));
      }
    }
  }

  private static void step(Trainer trainer, NDArray images, NDArray labels) {
    try (NDManager pass = trainer.getManager().newSubManager()) {
      images.tempAttach(pass);
      labels.tempAttach(pass);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(images), new NDList(labels));
        NDArray loss = trainer.getLoss().evaluate(new NDList(labels), logits);
        collector.backward(loss);
        loss.getFloat();
      }
      trainer.step();
    }
  }

  private static double stepsPerSecond(Runnable step) {
    run(step, SECONDS / 2);
    return run(step, SECONDS);
  }

  private static double run(Runnable step, double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    int steps = 0;
    do {
      step.run();
      steps++;
    } while (System.nanoTime() < end);
    return steps * 1e9 / (System.nanoTime() - start);
  }
}
