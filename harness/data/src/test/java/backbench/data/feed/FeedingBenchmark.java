package backbench.data.feed;

import backbench.data.Augmentation;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.graph.Shape;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures how many images one core makes ready in a second, with their digest. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class FeedingBenchmark {

  private static final int IMAGES = 64;

  /** What is varied; as on the command line of the benchmark. */
  @Param({"none", "flip", "crop", "lighting", "all"})
  public String varied;

  /** Pixels on a side of an image in colour. */
  @Param({"32", "227"})
  public int side;

  private Batches batches;
  private int epoch;

  @Setup
  public void prepare() {
    Samples samples = AugmenterTest.colourful(IMAGES, Shape.image(3, side, side));
    boolean all = varied.equals("all");
    Augmentation augmentation =
        new Augmentation(
            all || varied.equals("flip") ? 0.5 : 0,
            all || varied.equals("crop")
                ? Optional.of(new Augmentation.Crop.Padded(4))
                : Optional.empty(),
            all || varied.equals("lighting") ? 0.1 : 0);
    batches =
        new Batches(
            samples,
            Scaling.UNIT,
            IMAGES,
            new Order.Shuffled(1),
            Augmenter.training(augmentation, samples, 1));
  }

  @Benchmark
  @OperationsPerInvocation(IMAGES)
  public Object feed() {
    return batches.epoch(epoch++, new BatchDigest()).next();
  }
}
