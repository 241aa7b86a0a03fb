package backbench.run;

import backbench.results.CellResult;
import backbench.results.ClockCheck;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
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
import backbench.worker.wire.Event;
import backbench.worker.wire.EventVisitor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts a fork's result together from what its worker reports. */
final class ForkCollector implements Consumer<Event>, EventVisitor {

  private static final double MICROS_PER_SECOND = 1e6;

  private final TrialId trial;
  private final CellResult.RecipeFacts planned;
  private final int epochs;
  private final RunListener listener;

  private final List<EpochResult> ended = new ArrayList<>();
  private final List<PredictResult> predictions = new ArrayList<>();
  private final List<Event.Sampled> sampled = new ArrayList<>();
  private Event.@Nullable Started started;
  private Event.@Nullable Opened opened;
  private Event.@Nullable DataReady data;
  private Event.@Nullable WarmedUp warmup;
  private Event.@Nullable Compiled compiled;
  private Event.@Nullable Untrained untrained;
  private Event.@Nullable Trained trained;
  private ClockCheck.@Nullable Predictions predicted;
  private ClockCheck.@Nullable Trailing trailing;
  private @Nullable Long peakRssBytes;

  /**
   * Starts a fork's result.
   *
   * @param planned the epochs and samples that there will be
   */
  ForkCollector(TrialId trial, CellResult.RecipeFacts planned, RunListener listener) {
    this.trial = trial;
    this.planned = planned;
    this.epochs = planned.epochs();
    this.listener = listener;
  }

  @Override
  public void accept(Event event) {
    event.accept(this);
  }

  @Override
  public void started(Event.Started event) {
    started = event;
    at(Phase.LOADING);
  }

  @Override
  public void dataReady(Event.DataReady event) {
    SenselessReport.unless(
        event.train() == planned.trainSamples()
            && event.validation() == planned.validationSamples()
            && event.test() == planned.testSamples(),
        "%d samples to train on, %d held out and %d to test on, where %d, %d and %d are planned"
            .formatted(
                event.train(),
                event.validation(),
                event.test(),
                planned.trainSamples(),
                planned.validationSamples(),
                planned.testSamples()));
    data = event;
    at(Phase.STARTING);
  }

  @Override
  public void opened(Event.Opened event) {
    opened = event;
    at(Phase.WARMING_UP);
  }

  @Override
  public void warmedUp(Event.WarmedUp event) {
    warmup = event;
  }

  @Override
  public void compiled(Event.Compiled event) {
    compiled = event;
  }

  @Override
  public void untrained(Event.Untrained event) {
    untrained = event;
    at(Phase.TRAINING);
  }

  @Override
  public void progress(Event.Progress event) {
    listener.progressed(
        trial,
        new Progress(
            Phase.TRAINING,
            event.epoch(),
            epochs,
            event.steps(),
            event.stepsInEpoch(),
            event.samplesPerSecond()));
  }

  @Override
  public void epochEnded(Event.EpochEnded event) {
    EpochResult epoch = epoch(event);
    ended.add(epoch);
    listener.epochEnded(trial, epoch);
  }

  @Override
  public void trained(Event.Trained event) {
    trained = event;
    at(Phase.PREDICTING);
  }

  @Override
  public void sampled(Event.Sampled event) {
    sampled.add(event);
  }

  @Override
  public void predicted(Event.Predicted event) {
    predictions.add(
        new PredictResult(
            event.batch(),
            event.samples(),
            event.seconds(),
            event.handingSeconds(),
            latencies(event.calls())));
    predicted =
        new ClockCheck.Predictions(event.difference().samples(), event.difference().largest());
  }

  @Override
  public void trailing(Event.Trailing event) {
    trailing =
        new ClockCheck.Trailing(
            event.pairs(),
            event.shorter(),
            event.loopSeconds(),
            event.savedSeconds(),
            event.worksOn());
  }

  @Override
  public void powered(Event.Powered event) {
    // A worker that measures makes no certificate.
  }

  @Override
  public void certified(Event.Certified event) {
    // A worker that measures makes no certificate.
  }

  @Override
  public void refused(Event.Refused event) {
    // A worker that measures makes no certificate.
  }

  @Override
  public void peakMeasured(Event.PeakMeasured event) {
    // A worker that measures a backend measures no machine.
  }

  @Override
  public void closing(Event.Closing event) {
    // Only the end that follows says how it went.
  }

  @Override
  public void done(Event.Done event) {
    peakRssBytes = event.peakRssBytes().orElse(null);
  }

  @Override
  public void failed(Event.Failed event) {
    peakRssBytes = event.peakRssBytes().orElse(null);
  }

  /** Returns the result of a worker that has ended. */
  ForkResult result(WorkerEnd end) {
    ForkResult.Ending ending = end.ending();
    if (ending.status() == Status.OK && (trained == null || ended.size() != epochs)) {
      ending =
          new ForkResult.Ending(
              Status.CRASHED,
              "the worker reported its end after " + ended.size() + " of " + epochs + " epochs",
              ending.logTail());
    }
    return new ForkResult(
        trial.place(),
        ending,
        end.launch(),
        environment(),
        startup(end.launch().startedAt()),
        new ForkResult.Resources(end.wallSeconds(), peakRssBytes),
        outcome());
  }

  private TrainingOutcome outcome() {
    return new TrainingOutcome(
        new TrainingOutcome.Digests(
            data == null ? null : data.digest(), trained == null ? null : trained.batchDigest()),
        untrained == null ? null : evaluation(untrained.test()),
        warmup == null
            ? null
            : new TrainingOutcome.Warmup(
                warmup.steps(), warmup.seconds(), warmup.firstStepSeconds()),
        ended,
        trained == null ? null : confusion(trained.confusion()),
        sampled(),
        predictions,
        predicted == null && trailing == null ? null : new ClockCheck(trailing, predicted));
  }

  private void at(Phase phase) {
    listener.progressed(trial, new Progress(phase, 0, epochs, 0, 0, 0));
  }

  private ForkResult.@Nullable ForkEnvironment environment() {
    if (opened == null) {
      return null;
    }
    var environment = opened.environment();
    return new ForkResult.ForkEnvironment(
        environment.versions(), environment.threads(), environment.simd(), environment.details());
  }

  private ForkResult.@Nullable Startup startup(Instant processStart) {
    if (started == null || opened == null || data == null || compiled == null) {
      return null;
    }
    long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, processStart);
    return new ForkResult.Startup(
        // The machine's clock may have been set back meanwhile.
        Math.max(0, started.epochMicros() - startMicros) / MICROS_PER_SECOND,
        data.seconds(),
        opened.seconds(),
        compiled.seconds());
  }

  private static EpochResult epoch(Event.EpochEnded ended) {
    return new EpochResult(
        ended.epoch(),
        ended.samples(),
        Math.toIntExact(ended.steps().count()),
        new EpochResult.Seconds(
            ended.seconds().step(),
            ended.seconds().stage(),
            ended.seconds().close(),
            ended.seconds().firstWait(),
            ended.seconds().laterWait(),
            ended.seconds().processor().orElse(null)),
        new EpochResult.Losses(ended.losses().mean(), ended.losses().first()),
        latencies(ended.steps()),
        new EpochResult.Evaluations(
            evaluation(ended.scores().test()),
            ended.scores().validation().map(ForkCollector::evaluation).orElse(null),
            ended.scores().train().map(ForkCollector::evaluation).orElse(null)));
  }

  private static Evaluation evaluation(Event.Score score) {
    return new Evaluation(score.samples(), score.correct(), score.loss(), score.predictSeconds());
  }

  private static Confusion confusion(Event.Confusion counted) {
    List<List<Long>> rows = new ArrayList<>();
    for (int row = 0; row < counted.classes(); row++) {
      int from = row * counted.classes();
      rows.add(
          IntStream.range(from, from + counted.classes())
              .mapToObj(i -> (long) counted.counts()[i])
              .toList());
    }
    return new Confusion(rows);
  }

  /** Joins the images of each sampler. */
  private List<SampledImages> sampled() {
    Map<String, List<Event.Sampled>> byNode = new LinkedHashMap<>();
    for (Event.Sampled one : sampled) {
      byNode.computeIfAbsent(one.node(), unused -> new ArrayList<>()).add(one);
    }
    return byNode.values().stream().map(ForkCollector::joined).toList();
  }

  private static SampledImages joined(List<Event.Sampled> images) {
    Base64.Encoder base64 = Base64.getEncoder();
    Event.Sampled first = images.get(0);
    return new SampledImages(
        first.node(),
        first.input().channels(),
        first.input().height(),
        first.input().width(),
        first.output().height(),
        first.output().width(),
        images.stream()
            .map(
                image ->
                    new SampledImages.Image(
                        image.label(),
                        image.predicted(),
                        Arrays.stream(image.theta()).boxed().toList(),
                        base64.encodeToString(image.levels()),
                        base64.encodeToString(image.picked())))
            .toList());
  }

  private static Latencies latencies(Event.Times times) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new Latencies(
        times.count(),
        base64.encodeToString(times.histogram()),
        base64.encodeToString(times.rawNanos()),
        times.rawCount());
  }
}
