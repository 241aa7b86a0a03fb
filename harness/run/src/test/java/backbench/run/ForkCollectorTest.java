package backbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.ErrorCode;
import backbench.graph.Shape;
import backbench.results.CellKey;
import backbench.results.CellResult;
import backbench.results.ClockCheck;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import backbench.results.TrainingOutcome;
import backbench.results.samples.Confusion;
import backbench.results.samples.Latencies;
import backbench.results.samples.PredictResult;
import backbench.results.samples.SampledImages;
import backbench.run.RunListener.Phase;
import backbench.run.RunListener.Progress;
import backbench.run.RunListener.TrialId;
import backbench.run.worker.SenselessReport;
import backbench.run.worker.WorkerEnd;
import backbench.spi.Device;
import backbench.spi.Tuning;
import backbench.worker.wire.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests that every number of a worker's report is in its own place in the fork's result. */
class ForkCollectorTest {

  private static final Instant START = Instant.parse("2026-11-22T02:45:00.5Z");
  private static final TrialId TRIAL =
      new TrialId(
          3,
          8,
          CellKey.training(
              "linear", new CellKey.Configuration("good", null, Device.CPU, 1, Tuning.BEST)),
          new ForkResult.Place(2, 2, 1));
  private static final CellResult.RecipeFacts PLANNED =
      new CellResult.RecipeFacts(10, 1, "SGD 0.1", null, 90, 10, 50);
  private static final ForkResult.Launch LAUNCH =
      new ForkResult.Launch(START, List.of("-Xmx1g"), Map.of("A", "b"), 0.5);
  private static final WorkerEnd WELL =
      new WorkerEnd(new ForkResult.Ending(Status.OK, null, List.of()), 12.5, LAUNCH);

  private final List<Progress> progress = new ArrayList<>();
  private final List<EpochResult> epochs = new ArrayList<>();
  private final RunListener listener =
      new RunListener() {
        @Override
        public void progressed(TrialId trial, Progress each) {
          assertThat(trial).isEqualTo(TRIAL);
          progress.add(each);
        }

        @Override
        public void epochEnded(TrialId trial, EpochResult epoch) {
          assertThat(trial).isEqualTo(TRIAL);
          epochs.add(epoch);
        }
      };
  private final ForkCollector collector = collecting();

  private static final Event.Started STARTED =
      new Event.Started(
          START.getEpochSecond() * 1_000_000 + 500_000 + 250_000, "Temurin", List.of("-Xmx1g"));
  private static final Event.DataReady DATA = new Event.DataReady("da", 90, 10, 50, 0.75);
  private static final Event.Opened OPENED =
      new Event.Opened(
          new Event.RunningOn(Map.of("engine", "1"), 4, "AVX2", Map.of("layout", "NCHW")), 0.125);
  private static final Event.Compiled COMPILED = new Event.Compiled(0.0625);

  private ForkCollector collecting() {
    return new ForkCollector(TRIAL, PLANNED, listener);
  }

  private static Event.Times times(int count) {
    Latencies spelled = latencies(count);
    return new Event.Times(
        count,
        Base64.getDecoder().decode(spelled.histogram()),
        Base64.getDecoder().decode(spelled.rawNanos()),
        spelled.rawCount());
  }

  /** Returns times of which all but the last are raw. */
  private static Latencies latencies(int count) {
    return new Latencies(count, nanos(count).histogram(), nanos(count - 1).rawNanos(), count - 1);
  }

  private static Latencies nanos(int count) {
    return SampleRun.latencies(LongStream.rangeClosed(1, count).map(i -> i * 1000).toArray());
  }

  private static Event.EpochEnded epoch(
      Optional<Double> processor, Optional<Event.Score> validation, Optional<Event.Score> train) {
    return new Event.EpochEnded(
        1,
        90,
        new Event.EpochEnded.Seconds(1.5, 0.25, 0.03, 0.007, 0.004, processor),
        new Event.EpochEnded.Losses(2.25, List.of(3.0, 1.5)),
        times(9),
        new Event.EpochEnded.Scores(new Event.Score(50, 41, 0.5, 0.01), validation, train));
  }

  private void accept(Event... events) {
    for (Event event : events) {
      collector.accept(event);
    }
  }

  private void train() {
    accept(
        epoch(Optional.empty(), Optional.empty(), Optional.empty()),
        new Event.Trained("cd", new Event.Confusion(1, new int[] {50})));
  }

  private TrainingOutcome outcome() {
    return collector.result(WELL).training();
  }

  @Test
  void samplesOfAnotherNumberThanPlannedAreRefused() {
    for (Event.DataReady other :
        List.of(
            new Event.DataReady("da", 89, 10, 50, 0),
            new Event.DataReady("da", 90, 11, 50, 0),
            new Event.DataReady("da", 90, 10, 49, 0))) {
      assertThatThrownBy(() -> collector.accept(other))
          .isInstanceOf(SenselessReport.class)
          .hasMessageContaining("where 90, 10 and 50 are planned");
    }
    assertThat(progress).isEmpty();
  }

  @Test
  void thePartsOfAnEpochsTimeKeepTheirPlaces() {
    accept(
        epoch(
            Optional.of(2.5),
            Optional.of(new Event.Score(10, 7, 0.625, 0.02)),
            Optional.of(new Event.Score(90, 88, 0.125, 0.03))));
    EpochResult expected =
        new EpochResult(
            1,
            90,
            9,
            new EpochResult.Seconds(1.5, 0.25, 0.03, 0.007, 0.004, 2.5),
            new EpochResult.Losses(2.25, List.of(3.0, 1.5)),
            latencies(9),
            new EpochResult.Evaluations(
                new Evaluation(50, 41, 0.5, 0.01),
                new Evaluation(10, 7, 0.625, 0.02),
                new Evaluation(90, 88, 0.125, 0.03)));
    assertThat(outcome().epochs()).containsExactly(expected);
    assertThat(epochs).containsExactly(expected);
  }

  @Test
  void whatWasNotMeasuredOfAnEpochIsNotThere() {
    accept(epoch(Optional.empty(), Optional.empty(), Optional.empty()));
    EpochResult epoch = outcome().epochs().get(0);
    assertThat(epoch.seconds().processor()).isNull();
    assertThat(epoch.validation()).isNull();
    assertThat(epoch.train()).isNull();
  }

  @Test
  void theRowsOfAConfusionAreTheTrueClasses() {
    accept(new Event.Trained("cd", new Event.Confusion(3, new int[] {9, 1, 2, 3, 8, 4, 5, 6, 7})));
    assertThat(outcome().confusion())
        .isEqualTo(
            new Confusion(List.of(List.of(9L, 1L, 2L), List.of(3L, 8L, 4L), List.of(5L, 6L, 7L))));
    assertThat(outcome().batchDigest()).isEqualTo("cd");
  }

  @Test
  void predictionsAreTheCallsAndTheHandingApart() {
    accept(
        new Event.Predicted(10, 200, 2.0, 0.5, times(20), new Event.Difference(190, 0.001)),
        new Event.Trailing(9, 8, 0.01, 0.006, true));
    assertThat(outcome().predictions())
        .containsExactly(new PredictResult(10, 200, 2.0, 0.5, latencies(20)));
    assertThat(outcome().clock())
        .isEqualTo(
            new ClockCheck(
                new ClockCheck.Trailing(9, 8, 0.01, 0.006, true),
                new ClockCheck.Predictions(190, 0.001)));
  }

  @Test
  void eitherHalfOfTheClocksCheckMayBeMissingAndBoth() {
    assertThat(outcome().clock()).isNull();
    accept(new Event.Trailing(9, 1, 0.01, 0.006, false));
    assertThat(outcome().clock().predictions()).isNull();
    ForkCollector other = collecting();
    other.accept(new Event.Predicted(1, 1, 1, 1, times(1), new Event.Difference(1, 0)));
    assertThat(other.result(WELL).training().clock().trailing()).isNull();
  }

  @Test
  void theStartIsSplitFromTheProcessToTheCompiledNetwork() {
    accept(STARTED, DATA, OPENED, COMPILED);
    assertThat(collector.result(WELL).startup())
        .isEqualTo(new ForkResult.Startup(0.25, 0.75, 0.125, 0.0625));
  }

  @Test
  void aStartThatDidNotComeToItsEndIsNone() {
    List<Event> all = List.of(STARTED, DATA, OPENED, COMPILED);
    for (Event missing : all) {
      ForkCollector each = collecting();
      all.stream().filter(event -> event != missing).forEach(each);
      assertThat(each.result(WELL).startup()).as("without %s", missing).isNull();
    }
  }

  @Test
  void whatItRanOnIsWhatItSaidWhenItWasOpened() {
    assertThat(collector.result(WELL).environment()).isNull();
    accept(OPENED);
    assertThat(collector.result(WELL).environment())
        .isEqualTo(
            new ForkResult.ForkEnvironment(
                Map.of("engine", "1"), 4, "AVX2", Map.of("layout", "NCHW")));
  }

  @Test
  void theWarmUpTheUntrainedNetworkAndTheDataAreKept() {
    assertThat(outcome()).isEqualTo(TrainingOutcome.NOTHING);
    accept(
        DATA,
        new Event.WarmedUp(7, 1.25, 0.5),
        new Event.Untrained(new Event.Score(50, 5, 2.3, 0.02)));
    assertThat(outcome().dataDigest()).isEqualTo("da");
    assertThat(outcome().batchDigest()).isNull();
    assertThat(outcome().warmup()).isEqualTo(new TrainingOutcome.Warmup(7, 1.25, 0.5));
    assertThat(outcome().untrained()).isEqualTo(new Evaluation(50, 5, 2.3, 0.02));
  }

  @Test
  void theMemoryIsThatOfTheLastWord() {
    assertThat(collector.result(WELL).resources()).isEqualTo(new ForkResult.Resources(12.5, null));
    accept(new Event.Done(Optional.of(7L)));
    assertThat(collector.result(WELL).resources()).isEqualTo(new ForkResult.Resources(12.5, 7L));
    accept(new Event.Failed(ErrorCode.ENGINE_FAILED, "no", "", Optional.of(8L)));
    assertThat(collector.result(WELL).resources()).isEqualTo(new ForkResult.Resources(12.5, 8L));
  }

  @Test
  void itsPlaceItsLaunchAndItsEndAreThoseOfTheWorker() {
    train();
    ForkResult well = collector.result(WELL);
    assertThat(well.place()).isEqualTo(TRIAL.place());
    assertThat(well.launch()).isEqualTo(LAUNCH);
    assertThat(well.ending()).isEqualTo(WELL.ending());
    ForkResult.Ending badly = new ForkResult.Ending(Status.FAILED, "no", List.of("last words"));
    assertThat(collector.result(new WorkerEnd(badly, 1, LAUNCH)).ending()).isEqualTo(badly);
  }

  @Test
  void aWorkerThatSaysThatItIsDoneBeforeItIsHasCrashed() {
    assertThat(collector.result(WELL).ending())
        .isEqualTo(
            new ForkResult.Ending(
                Status.CRASHED, "the worker reported its end after 0 of 1 epochs", List.of()));
    accept(epoch(Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(collector.result(WELL).status()).as("no end of training").isEqualTo(Status.CRASHED);
  }

  @Test
  void aFailureKeepsItsOwnWordHoweverFarItCame() {
    ForkResult.Ending badly = new ForkResult.Ending(Status.TIMED_OUT, "late", List.of());
    assertThat(collector.result(new WorkerEnd(badly, 1, LAUNCH)).ending()).isEqualTo(badly);
  }

  @Test
  void theListenerHearsOfEachPhaseAndOfTheSteps() {
    accept(
        STARTED,
        DATA,
        OPENED,
        new Event.WarmedUp(7, 1.25, 0.5),
        COMPILED,
        new Event.Untrained(new Event.Score(50, 5, 2.3, 0.02)),
        new Event.Progress(1, 5, 9, 640));
    train();
    assertThat(progress)
        .containsExactly(
            new Progress(Phase.LOADING, 0, 1, 0, 0, 0),
            new Progress(Phase.STARTING, 0, 1, 0, 0, 0),
            new Progress(Phase.WARMING_UP, 0, 1, 0, 0, 0),
            new Progress(Phase.TRAINING, 0, 1, 0, 0, 0),
            new Progress(Phase.TRAINING, 1, 1, 5, 9, 640),
            new Progress(Phase.PREDICTING, 0, 1, 0, 0, 0));
  }

  @Test
  void theImagesOfEachSamplerAreJoinedInTheirOrder() {
    accept(sampled("b", 1), sampled("a", 2), sampled("b", 3));
    Base64.Encoder base64 = Base64.getEncoder();
    assertThat(outcome().sampled())
        .containsExactly(
            new SampledImages("b", 1, 2, 3, 1, 2, List.of(image(1), image(3))),
            new SampledImages("a", 1, 2, 3, 1, 2, List.of(image(2))));
    assertThat(image(1).input()).isEqualTo(base64.encodeToString(new byte[] {1, 0, 0, 0, 0, 0}));
  }

  private static Event.Sampled sampled(String node, int label) {
    return new Event.Sampled(
        node,
        Shape.image(1, 2, 3),
        Shape.image(1, 1, 2),
        label,
        label + 1,
        new double[] {label, 2, 3, 4, 5, 6},
        new byte[] {(byte) label, 0, 0, 0, 0, 0},
        new byte[] {(byte) -label, 9});
  }

  private static SampledImages.Image image(int label) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new SampledImages.Image(
        label,
        label + 1,
        List.of((double) label, 2.0, 3.0, 4.0, 5.0, 6.0),
        base64.encodeToString(new byte[] {(byte) label, 0, 0, 0, 0, 0}),
        base64.encodeToString(new byte[] {(byte) -label, 9}));
  }
}
