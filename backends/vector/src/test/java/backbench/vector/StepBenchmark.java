package backbench.vector;

import static backbench.vector.Networks.SAME;
import static backbench.vector.Networks.VALID;
import static backbench.vector.Networks.batch;
import static backbench.vector.Networks.chain;

import backbench.graph.Layer;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Optimizer;
import backbench.spi.Staged;
import backbench.spi.TrainingSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures whole training steps on a batch of 64, so that a change can be judged at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0"
    })
public class StepBenchmark {

  private static final int BATCH = 64;

  @Param({"vector", "scalar"})
  public String simd;

  @Param({"1", "2"})
  public int threads;

  private Backend backend;
  private Model model;
  private Staged staged;

  /** Builds two 3×3 convolutions of 32 filters, batch normalisation, pooling and a dense layer. */
  @Setup
  public void build() {
    ResolvedGraph graph =
        chain(
            Shape.image(1, 28, 28),
            new Layer.Conv2d(32, Window.square(3, 1, SAME), true),
            new Layer.Relu(),
            new Layer.Conv2d(32, Window.square(3, 1, SAME), true),
            new Layer.Relu(),
            new Layer.BatchNorm(),
            new Layer.MaxPool2d(Window.square(2, 2, VALID)),
            new Layer.Flatten(),
            new Layer.Dense(10));
    BackendConfig config =
        BackendConfig.builder(threads, 1, Path.of("."))
            .options(Map.of(KernelChoice.OPTION, simd))
            .build();
    backend = new VectorProvider().open(config);
    model =
        backend.compile(
            graph,
            InitialParameters.draw(graph, 1),
            Optional.of(new TrainingSpec(new Optimizer.Adam(1e-3))));
    staged = model.stage(batch(graph, BATCH, 1));
  }

  /** Makes one step. */
  @Benchmark
  public double step() {
    return model.step(staged);
  }

  /** Stops the threads. */
  @TearDown
  public void close() {
    model.close();
    backend.close();
  }
}
