package backbench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.data.Augmentation;
import backbench.data.DataSource;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Scaling;
import backbench.data.Selection;
import backbench.data.drawing.Drawing;
import backbench.data.feed.BatchDigest;
import backbench.data.feed.Batches;
import backbench.data.feed.Feed;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Graph;
import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.Node;
import backbench.graph.ParameterRole;
import backbench.graph.Shape;
import backbench.spi.BackendConfig;
import backbench.spi.InitialParameters;
import backbench.spi.Optimizer;
import backbench.spi.TrainingSpec;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameReader;
import backbench.worker.wire.FrameWriter;
import backbench.worker.wire.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a measurement asks of a backend, and what it reports of that. */
class MeasurementRunTest {

  private static final int CLASSES = 3;
  private static final long SEED = 11;
  private static final Optimizer OPTIMIZER = new Optimizer.Sgd(0.25);
  private static final Map<ParameterRole, Initializer> INITIALIZERS =
      Map.of(ParameterRole.BIAS, new Initializer.Normal(0.5));

  private static final long LOOP_NANOS =
      FakeBackend.STAGE_NANOS + FakeBackend.STEP_NANOS + FakeBackend.CLOSE_NANOS;

  /** As many calls as loops can be, whose every batch is one of the two watched. */
  private static final int LEAST_WATCHED_STEPS = 4;

  @TempDir Path folder;

  private final FakeTime time = new FakeTime();
  private final FakeBackend backend = new FakeBackend(CLASSES, time);

  // Pixels tell the sets apart; what a sample is taken for is its pixel modulo 3.
  private final Samples train = samples(new byte[] {0, 1, 2, 3, 4}, new byte[] {0, 1, 2, 0, 1});
  private final Samples validation = samples(new byte[] {30, 31, 32}, new byte[] {0, 1, 0});
  private final Samples test = samples(new byte[] {60, 61, 62, 63}, new byte[] {1, 1, 1, 1});

  private static Samples samples(byte[] pixels, byte[] labels) {
    return new Samples(Shape.image(1, 1, 1), CLASSES, pixels, labels);
  }

  private static Graph graph() {
    return new Graph(
        "line",
        Shape.image(1, 1, 1),
        List.of(
            new Node("flat", new Layer.Flatten(), List.of("input")),
            new Node("dense", new Layer.Dense(CLASSES), List.of("flat"))),
        "dense");
  }

  private static Graph sampling() {
    return new Graph(
        "sampling",
        Shape.image(1, 1, 1),
        List.of(
            new Node("flat", new Layer.Flatten(), List.of("input")),
            new Node("theta", new Layer.Dense(6), List.of("flat")),
            new Node("sampler", new Layer.AffineSampler(2, 2), List.of("input", "theta")),
            new Node("flat2", new Layer.Flatten(), List.of("sampler")),
            new Node("dense", new Layer.Dense(CLASSES), List.of("flat2"))),
        "dense");
  }

  private static Job.Timing timing(double warmup, double predict, boolean training, int images) {
    return new Job.Timing(warmup, 2, 3, 0, predict, training, images);
  }

  private static Job.Measure job(Graph graph, Job.Timing timing) {
    return new Job.Measure(
        "fake",
        Job.Configuration.of(BackendConfig.cpu(1, SEED, Path.of("."))),
        graph,
        new Job.Data(
            new DataSource.Drawn(Drawing.DIGITS, 1, 1, 1),
            Optional.empty(),
            Selection.ALL,
            Scaling.IDENTITY,
            new Order.AsFiled(),
            Augmentation.NONE),
        new Job.Training(OPTIMIZER, INITIALIZERS, SEED, 2, 2),
        timing);
  }

  private Batches training() {
    return new Batches(train, Scaling.IDENTITY, 2, new Order.Shuffled(SEED));
  }

  private List<Event> run(Job.Measure job, Selection.Parts parts) throws IOException {
    Path file = folder.resolve("events");
    try (FrameWriter writer = new FrameWriter(file)) {
      new Measurement(job, backend, new LoadedData(parts, training()), writer, time).run();
    }
    List<Event> told = new ArrayList<>();
    try (FrameReader reader = new FrameReader(file)) {
      for (Optional<Event> next = reader.next(); next.isPresent(); next = reader.next()) {
        told.add(next.get());
      }
    }
    return told;
  }

  private List<Event> run(Job.Timing timing) throws IOException {
    return run(job(graph(), timing), parts());
  }

  private Selection.Parts parts() {
    return new Selection.Parts(train, validation, test);
  }

  private static <T> List<T> only(List<Event> told, Class<T> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void theModelThatIsWarmedUpIsClosedAndNotTheOneThatIsTrained() throws Exception {
    List<Event> told = run(timing(1e-9, 0, false, 0));
    List<String> calls = backend.calls;
    int closed = calls.indexOf("close 1");
    assertThat(calls.subList(0, closed)).hasSize(3).first().isEqualTo("compile 1");
    assertThat(calls.subList(1, closed)).allMatch(call -> call.startsWith("step 1"));
    assertThat(calls.get(closed + 1)).isEqualTo("compile 2");
    assertThat(calls.subList(closed + 1, calls.size())).noneMatch(call -> call.contains("p 1"));
    assertThat(calls).last().isEqualTo("close 2");
    assertThat(backend.open()).isZero();
    assertThat(backend.initial.get(1).get("dense.weight").data())
        .isEqualTo(
            InitialParameters.draw(graph().resolve(), SEED, INITIALIZERS)
                .get("dense.weight")
                .data());
    assertThat(only(told, Event.WarmedUp.class).get(0))
        .as("two steps at least")
        .isEqualTo(new Event.WarmedUp(2, 2 * LOOP_NANOS / 1e9, LOOP_NANOS / 1e9));
    assertThat(only(told, Event.Compiled.class).get(0))
        .isEqualTo(new Event.Compiled(FakeBackend.COMPILE_NANOS / 1e9));
  }

  @Test
  void aWarmUpGoesOnWithAnotherEpochUntilItsTimeIsUp() throws Exception {
    // Five steps are two epochs, less one.
    List<Event> told = run(timing(5 * LOOP_NANOS / 1e9, 0, false, 0));
    assertThat(only(told, Event.WarmedUp.class).get(0))
        .isEqualTo(new Event.WarmedUp(5, 5 * LOOP_NANOS / 1e9, LOOP_NANOS / 1e9));
    int[] order = new Order.Shuffled(SEED).indices(5, 0);
    assertThat(backend.calls.subList(1, 7))
        .as("the first epoch again")
        .startsWith("step 1 [" + order[0] + ", " + order[1] + "]")
        .endsWith("step 1 [" + order[2] + ", " + order[3] + "]", "close 1");
  }

  @Test
  void aWarmUpWhoseTimeIsNotUpMakesAnotherStep() throws Exception {
    List<Event> told = run(timing((4 * LOOP_NANOS + 1) / 1e9, 0, false, 0));
    assertThat(only(told, Event.WarmedUp.class).get(0).steps()).isEqualTo(5);
  }

  @Test
  void withoutWarmUpOneModelIsCompiled() throws Exception {
    List<Event> told = run(timing(0, 0, false, 0));
    assertThat(only(told, Event.WarmedUp.class)).isEmpty();
    assertThat(backend.initial).hasSize(1);
  }

  @Test
  void bothModelsStartFromTheWeightsOfTheSeedAndTheRecipesOptimiser() throws Exception {
    run(timing(1e-9, 0, false, 0));
    for (int model = 0; model < 2; model++) {
      assertThat(backend.initial.get(model).get("dense.bias").data())
          .isEqualTo(
              InitialParameters.draw(graph().resolve(), SEED, INITIALIZERS)
                  .get("dense.bias")
                  .data());
      assertThat(backend.training.get(model)).contains(new TrainingSpec(OPTIMIZER));
    }
  }

  @Test
  void theUntrainedNetworkIsEvaluatedThenEachEpochIsTrainedAndEvaluated() throws Exception {
    run(timing(0, 0, true, 0));
    List<String> expected = new ArrayList<>();
    expected.add("compile 1");
    String[] tested = {"predict 1 [60, 61]", "predict 1 [62, 63]"};
    expected.addAll(List.of(tested));
    for (int epoch = 0; epoch < 2; epoch++) {
      int[] order = new Order.Shuffled(SEED).indices(5, epoch);
      expected.add("step 1 [" + order[0] + ", " + order[1] + "]");
      expected.add("step 1 [" + order[2] + ", " + order[3] + "]");
      expected.add("step 1 [" + order[4] + "]");
      expected.addAll(List.of(tested));
      expected.addAll(List.of("predict 1 [30, 31]", "predict 1 [32]"));
      expected.addAll(List.of("predict 1 [0, 1]", "predict 1 [2, 3]", "predict 1 [4]"));
    }
    assertThat(backend.calls).startsWith(expected.toArray(new String[0]));
    assertThat(backend.calls.subList(expected.size(), backend.calls.size() - 1))
        .hasSizeGreaterThanOrEqualTo(LEAST_WATCHED_STEPS)
        .allMatch(call -> call.startsWith("step 1"));
  }

  @Test
  void theAccuracyOfEachSetIsThatOfItsOwnSamples() throws Exception {
    List<Event> told = run(timing(0, 0, true, 0));
    Event.Untrained untrained = only(told, Event.Untrained.class).get(0);
    assertThat(untrained.test().samples()).isEqualTo(4);
    assertThat(untrained.test().correct()).isEqualTo(1);
    List<Event.EpochEnded> epochs = only(told, Event.EpochEnded.class);
    assertThat(epochs).extracting(Event.EpochEnded::epoch).containsExactly(1, 2);
    for (Event.EpochEnded epoch : epochs) {
      assertThat(epoch.samples()).isEqualTo(5);
      assertThat(epoch.scores().test().samples()).isEqualTo(4);
      assertThat(epoch.scores().test().correct()).isEqualTo(1);
      assertThat(epoch.scores().validation().orElseThrow().samples()).isEqualTo(3);
      assertThat(epoch.scores().validation().orElseThrow().correct()).isEqualTo(2);
      assertThat(epoch.scores().train().orElseThrow().samples()).isEqualTo(5);
      assertThat(epoch.scores().train().orElseThrow().correct()).isEqualTo(5);
    }
  }

  @Test
  void whatIsNotHeldOutOrNotAskedForIsNotEvaluated() throws Exception {
    List<Event> told =
        run(
            job(graph(), timing(0, 0, false, 0)),
            new Selection.Parts(train, train.slice(5, 5), test));
    Event.EpochEnded first = only(told, Event.EpochEnded.class).get(0);
    assertThat(first.scores().validation()).isEmpty();
    assertThat(first.scores().train()).isEmpty();
  }

  @Test
  void theEndOfTheTrainingNamesItsBatchesAndItsMistakes() throws Exception {
    Event.Trained trained = only(run(timing(0, 0, false, 0)), Event.Trained.class).get(0);
    BatchDigest digest = new BatchDigest();
    for (int epoch = 0; epoch < 2; epoch++) {
      try (Feed feed = training().feed(epoch, digest)) {
        feed.forEachRemaining(batch -> {});
      }
    }
    assertThat(trained.batchDigest()).isEqualTo(digest.hex());
    // All are of class 1; two are taken for 0 (60 and 63), one for 1 and one for 2.
    assertThat(trained.confusion().counts()).containsExactly(0, 0, 0, 2, 1, 1, 0, 0, 0);
  }

  @Test
  void theTrainedModelPredictsTheTestSamplesInBatchesOfTheTimedSize() throws Exception {
    Event.Predicted predicted = only(run(timing(0, 1e-9, false, 0)), Event.Predicted.class).get(0);
    assertThat(predicted.batch()).isEqualTo(3);
    assertThat(predicted.calls().count()).isEqualTo(1);
    assertThat(predicted.difference()).isEqualTo(new Event.Difference(3, 0));
    // One to warm up, one timed: of another order each.
    List<String> calls =
        backend.calls.stream().filter(call -> call.matches("predict 1 \\[6., 6., 6.\\]")).toList();
    assertThat(calls).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void theEventsComeInTheOrderOfTheWork() throws Exception {
    List<Event> told = run(job(sampling(), timing(1e-9, 1e-9, false, 2)), parts());
    assertThat(told)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly(
            "WarmedUp",
            "Compiled",
            "Untrained",
            "EpochEnded",
            "EpochEnded",
            "Trained",
            "Predicted",
            "Sampled",
            "Sampled",
            "Trailing");
    assertThat(only(told, Event.Compiled.class).get(0).seconds()).isBetween(0.0, 60.0);
    assertThat(only(told, Event.Sampled.class))
        .extracting(Event.Sampled::predicted)
        .as("those of the first test samples")
        .containsExactly(60 % 3, 61 % 3);
    Event.Trailing trailing = only(told, Event.Trailing.class).get(0);
    assertThat(trailing.worksOn()).isFalse();
    assertThat(trailing.pairs()).isPositive();
    assertThat(trailing.loopSeconds()).isPositive();
  }

  @Test
  void noMoreIsShownThanThereIs() throws Exception {
    List<Event> told = run(job(sampling(), timing(0, 0, false, 9)), parts());
    assertThat(only(told, Event.Sampled.class)).hasSize(4);
    assertThat(only(told, Event.Predicted.class)).isEmpty();
  }

  @Test
  void twoBatchesAreWatchedInTurn() throws Exception {
    run(timing(0, 0, false, 0));
    int[] order = new Order.Shuffled(SEED).indices(5, 0);
    List<String> watched = backend.calls.subList(17, backend.calls.size() - 1);
    assertThat(watched.stream().distinct())
        .containsExactly(
            "step 1 [" + order[0] + ", " + order[1] + "]",
            "step 1 [" + order[2] + ", " + order[3] + "]");
  }

  @Test
  void anEvaluationWithoutNumbersSaysWhenItWas() {
    Map<Integer, String> places =
        Map.of(0, "before training", 2, "after epoch 1", 4, "after epoch 1", 6, "after epoch 1");
    places.forEach(
        (prediction, when) -> {
          FakeBackend spoiling = new FakeBackend(CLASSES, new FakeTime());
          spoiling.spoiled = OptionalInt.of(prediction);
          assertThatThrownBy(
                  () -> {
                    try (FrameWriter writer = new FrameWriter(folder.resolve("e" + prediction))) {
                      new Measurement(
                              job(graph(), timing(0, 0, true, 0)),
                              spoiling,
                              new LoadedData(parts(), training()),
                              writer)
                          .run();
                    }
                  })
              .isInstanceOf(BackbenchException.class)
              .hasMessage("the loss in an evaluation is NaN " + when)
              .extracting(e -> ((BackbenchException) e).code())
              .isEqualTo(ErrorCode.NOT_FINITE);
          assertThat(spoiling.open()).isZero();
        });
  }
}
