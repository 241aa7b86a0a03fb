package backbench.worker.wire;

import backbench.certificate.Certificate;
import backbench.certificate.CertificationRecipe;
import backbench.certificate.Draw;
import backbench.certificate.Power;
import backbench.certificate.RuleResult;
import backbench.certificate.Verdict;
import backbench.data.Augmentation;
import backbench.data.DataSource;
import backbench.data.Fit;
import backbench.data.Order;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.data.drawing.Drawing;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.Padding;
import backbench.graph.ParameterRole;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.plausibility.Peak;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.Environment;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.spi.Tuning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes one of everything that travels. */
final class Samples {

  private static final Job.Configuration CONFIG =
      Job.Configuration.of(
          BackendConfig.builder(2, 7, Path.of("/tmp/scratch"))
              .device(Device.GPU)
              .cache(Path.of("/tmp/cache"))
              .tuning(Tuning.AS_IT_COMES)
              .options(Map.of("key", "value"))
              .build());
  private static final Event.Score SCORE = new Event.Score(100, 97, 0.1, 0.02);
  private static final Event.Times TIMES = new Event.Times(2, new byte[] {1, 2}, new byte[] {3}, 2);

  private Samples() {}

  static Stream<Job> jobs() {
    return Stream.of(
        new Job.Certify(
            "vector",
            CONFIG,
            List.of(
                new Job.Exam(
                    graphOfAllLayers(),
                    CertificationRecipe.of(new TrainingSpec(new Optimizer.Sgd(0.1)))
                        .withInitial(Map.of(ParameterRole.BIAS, new Initializer.Zeros())),
                    Optional.of(new Draw(3, 17)),
                    true))),
        new Job.Measure(
            "vector",
            CONFIG,
            graphOfAllLayers(),
            new Job.Data(
                new DataSource.Idx("a", "b", "c", "d", Shape.image(1, 28, 28), 10),
                Optional.of("ab"),
                new Selection(Optional.of(1000), 0.1, Optional.empty()),
                Scaling.CENTERED,
                new Order.Shuffled(9),
                new Augmentation(0.5, Optional.of(new Augmentation.Crop.Window(7, 8)), 0.1)),
            new Job.Training(
                new Optimizer.Adam(1e-3),
                Map.of(
                    ParameterRole.WEIGHT,
                    new Initializer.Normal(0.1),
                    ParameterRole.BIAS,
                    new Initializer.Values(List.of(1.0, 2.0))),
                1,
                64,
                5),
            new Job.Timing(1, 100, 100, 0.5, 2, true, 10)),
        new Job.Measure(
            "vector",
            CONFIG,
            graphOfAllLayers(),
            new Job.Data(
                new DataSource.Drawn(Drawing.COLOUR_DIGITS, 1, 2, 3),
                Optional.empty(),
                Selection.ALL,
                Scaling.UNIT,
                new Order.AsFiled(),
                Augmentation.NONE),
            new Job.Training(new Optimizer.Sgd(0.1, 0.9), Map.of(), 1, 64, 5),
            new Job.Timing(0, 1, 1, 0, 0, false, 0)),
        new Job.MeasurePeak(List.of(1, 2)));
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Sgd(0.1, 0.9),
        new Optimizer.Adam(1e-3, 0.8, 0.99, 1e-8),
        new Optimizer.RmsProp(1e-3, 0.8, 1e-8));
  }

  static Stream<DataSource> sources() {
    DataSource.Idx idx = new DataSource.Idx("a", "b", "c", "d", Shape.image(1, 28, 28), 10);
    DataSource.Arrays arrays = new DataSource.Arrays("x", "y");
    Shape shape = Shape.image(3, 8, 9);
    return Stream.of(
        idx,
        new DataSource.Drawn(Drawing.COLOUR_DIGITS, 1, 2, 3),
        new DataSource.CifarBinary(List.of("a", "b"), List.of("c")),
        new DataSource.Cluttered(idx, 1, 2, 3, 4, 5),
        new DataSource.ImageFolder(
            "a", shape, 45, DataSource.Chosen.ALL, Fit.CROP, 1, new DataSource.Split.Counts(9, 3)),
        new DataSource.ImageFolder(
            "a",
            shape,
            2,
            new DataSource.Chosen(List.of("b", "c"), 12),
            Fit.STRETCH,
            1,
            new DataSource.Split.Share(0.25)),
        new DataSource.Npz("a", shape, 10, 1, arrays, Optional.of(arrays), arrays));
  }

  static Stream<Event> events() {
    return Stream.of(
        new Event.Started(1L << 50, "Temurin 17", List.of("-Xmx1g")),
        new Event.Opened(
            Event.RunningOn.of(
                Environment.builder(2)
                    .version("engine", "1")
                    .simd("AVX2")
                    .detail("a", "b")
                    .build()),
            0.5),
        new Event.DataReady("ab", 1, 0, 2, 0.5),
        new Event.WarmedUp(3, 1.5, 0.5),
        new Event.Compiled(0.25),
        new Event.Untrained(SCORE),
        new Event.Progress(1, 2, 3, 1000),
        new Event.EpochEnded(
            1,
            128,
            new Event.EpochEnded.Seconds(1.5, 0.25, 0.05, 0.2, 0.1, Optional.of(2.5)),
            new Event.EpochEnded.Losses(2.3, List.of(2.3, 2.2)),
            TIMES,
            new Event.EpochEnded.Scores(SCORE, Optional.empty(), Optional.of(SCORE))),
        new Event.Trained("cd", new Event.Confusion(2, new int[] {60, 1, 2, 37})),
        new Event.Sampled(
            "sampler",
            Shape.image(1, 1, 2),
            Shape.image(1, 1, 1),
            7,
            1,
            new double[] {1, 0, 0, 0, 1, 0},
            new byte[] {0, -1},
            new byte[] {1}),
        new Event.Powered(new Power(Map.of("relu: clipped at 6", false)), 0.5),
        new Event.Predicted(100, 1000, 2.0, 0.5, TIMES, new Event.Difference(1000, 1e-6)),
        new Event.Trailing(9, 8, 0.01, 0.006, true),
        new Event.Certified(
            new Certificate(
                1,
                "vector",
                "all",
                "ab",
                List.of(new RuleResult("N1", "logits", Verdict.PASSED, 1e-7, 1e-5, "")),
                List.of("differs")),
            new Draw(2, 0),
            1.5),
        new Event.PeakMeasured(new Peak(2, 1e11, List.of(new Peak.Read(1 << 15, 4e11)))),
        new Event.Refused(ErrorCode.UNSUPPORTED_LAYER, "no such layer"),
        new Event.Closing(),
        new Event.Done(Optional.of(1L << 30)),
        new Event.Failed(ErrorCode.ENGINE_FAILED, "no", "at …", Optional.empty()));
  }

  static Graph graphOfAllLayers() {
    Window window = Window.square(2, 1, new Padding.Same());
    Window explicit = Window.square(3, 2, new Padding.Explicit(1, 2, 0, 1));
    return new Graph(
        "all",
        Shape.image(1, 8, 8),
        List.of(
            node("conv", new Layer.Conv2d(4, explicit, true), "input"),
            node("norm", new Layer.BatchNorm(), "conv"),
            node("lrn", new Layer.LocalResponseNorm(), "norm"),
            node("relu", new Layer.Relu(), "lrn"),
            node("max", new Layer.MaxPool2d(window), "relu"),
            node("avg", new Layer.AvgPool2d(window), "max"),
            node("flat", new Layer.Flatten(), "avg"),
            node("drop", new Layer.Dropout(0.2), "flat"),
            node("theta", new Layer.Dense(6), "drop"),
            new Node("sampler", new Layer.AffineSampler(4, 4), List.of("input", "theta")),
            node("flat2", new Layer.Flatten(), "sampler"),
            node(
                "dense",
                new Layer.Dense(10, true, new Initializer.HeNormal(), new Initializer.Ones()),
                "flat2")),
        "dense");
  }

  private static Node node(String name, Layer layer, String input) {
    return new Node(name, layer, List.of(input));
  }
}
