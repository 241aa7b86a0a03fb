package backbench.run.worker;

import static backbench.run.worker.SenselessReport.unless;

import backbench.graph.Shape;
import backbench.results.samples.Latencies;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the numbers of a measurement fit the job and each other. */
final class MeasureSense {

  private static final int THETA = 6;
  private static final int MOST_RAW = 1 << 16;
  private static final int LARGEST_TIMES_BYTES = 2 << 20;

  private final Job.Measure job;
  private final int classes;
  private final Map<String, List<Shape>> shapes = new HashMap<>();
  private int train;
  private int validation;
  private int test;
  private int epochs;
  private int stepsSeen;
  private double secondsSoFar;
  private long lastCorrect;
  private int sampled;

  MeasureSense(Job.Measure job) {
    this.job = job;
    this.classes = job.graph().resolve().classes();
  }

  void dataReady(Event.DataReady event) {
    digest("dataset", event.digest());
    train = event.train();
    validation = event.validation();
    test = event.test();
    unless(
        train >= 1 && test >= 1 && validation >= 0,
        "%d samples to train on, %d held out, %d to test on".formatted(train, validation, test));
  }

  Event.Score untrained(Event.Untrained event) {
    score(event.test(), test);
    return event.test();
  }

  void progress(Event.Progress event) {
    unless(
        event.epoch() == epochs + 1
            && event.epoch() <= job.training().epochs()
            && event.stepsInEpoch() == stepsInEpoch()
            && event.steps() > stepsSeen
            && event.steps() <= stepsInEpoch()
            && event.samplesPerSecond() >= 0,
        "step %d of %d in epoch %d at %s samples/s, after step %d of %d in epoch %d"
            .formatted(
                event.steps(),
                event.stepsInEpoch(),
                event.epoch(),
                event.samplesPerSecond(),
                stepsSeen,
                stepsInEpoch(),
                epochs + 1));
    stepsSeen = event.steps();
  }

  /** Checks an epoch; returns the seconds of those before. */
  double epochEnded(Event.EpochEnded event) {
    unless(
        event.epoch() == epochs + 1 && event.epoch() <= job.training().epochs(),
        "epoch %d of %d after epoch %d".formatted(event.epoch(), job.training().epochs(), epochs));
    epochs++;
    stepsSeen = 0;
    unless(event.samples() == train, "an epoch of " + event.samples() + " samples out of " + train);
    times("steps", event.steps(), stepsInEpoch());
    unless(
        Double.isFinite(event.losses().mean())
            && event.losses().first().size() <= stepsInEpoch()
            && event.losses().first().stream().allMatch(Double::isFinite),
        "losses that are no numbers, or more than steps");
    score(event.scores().test(), test);
    lastCorrect = event.scores().test().correct();
    score("held-out samples", event.scores().validation(), validation > 0, validation);
    score("training samples", event.scores().train(), job.timing().evaluateTraining(), train);
    double before = secondsSoFar;
    Event.EpochEnded.Seconds parts = event.seconds();
    secondsSoFar +=
        parts.step() + parts.stage() + parts.close() + parts.firstWait() + parts.laterWait();
    return before;
  }

  void trained(Event.Trained event) {
    unless(
        epochs == job.training().epochs(),
        "it has trained after " + epochs + " of " + job.training().epochs() + " epochs");
    digest("batch", event.batchDigest());
    Event.Confusion confusion = event.confusion();
    unless(confusion.classes() == classes, "a confusion of " + confusion.classes() + " classes");
    long all = 0;
    long right = 0;
    for (int i = 0; i < confusion.counts().length; i++) {
      unless(confusion.counts()[i] >= 0, "a count of " + confusion.counts()[i]);
      all += confusion.counts()[i];
      right += i % (classes + 1) == 0 ? confusion.counts()[i] : 0;
    }
    unless(
        all == test && right == lastCorrect,
        "a confusion of %d samples, %d of them right, where %d of %d are"
            .formatted(all, right, lastCorrect, test));
  }

  void predicted(Event.Predicted event) {
    unless(
        job.timing().predictSeconds() > 0
            && event.batch() >= 1
            && event.batch() <= job.timing().predictBatch(),
        "predictions of " + event.batch() + " samples, asked for " + job.timing().predictBatch());
    unless(
        event.calls().count() >= 1
            && event.samples() / event.batch() == event.calls().count()
            && event.samples() % event.batch() == 0,
        "%d calls with %d samples each predict %d"
            .formatted(event.calls().count(), event.batch(), event.samples()));
    unless(
        event.difference().samples() >= 0
            && event.difference().samples() <= event.samples()
            && event.difference().largest() >= 0,
        "logits of %d of %d samples that differ by %s"
            .formatted(
                event.difference().samples(), event.samples(), event.difference().largest()));
    times("calls", event.calls(), event.calls().count());
  }

  void sampled(Event.Sampled event) {
    int nodes = job.graph().nodes().size();
    unless(
        ++sampled <= (long) job.timing().samplerImages() * nodes,
        "it shows " + sampled + " images of samplers");
    unless(image(event.input()) && image(event.output()), "an image without height and width");
    List<Shape> all = List.of(event.input(), event.output());
    unless(
        all.equals(shapes.computeIfAbsent(event.node(), node -> all)),
        "images of several shapes at one sampler");
    unless(
        event.input().channels() == event.output().channels()
            && event.levels().length == event.input().size()
            && event.picked().length == event.output().size(),
        "an image of another size than its shape");
    unless(
        event.label() >= 0
            && event.label() < classes
            && event.predicted() >= 0
            && event.predicted() < classes,
        "class " + event.label() + " taken for " + event.predicted() + " of " + classes);
    unless(
        event.theta().length == THETA && Arrays.stream(event.theta()).allMatch(Double::isFinite),
        "a transformation that is not six numbers");
  }

  private static boolean image(Shape shape) {
    return shape.dims().size() == 3
        && (shape.channels() == 1 || shape.channels() == 3)
        && Event.Sampled.fits(shape);
  }

  private int stepsInEpoch() {
    return (train - 1) / job.training().batch() + 1;
  }

  private static void digest(String of, String hex) {
    unless(hex.matches("[0-9a-f]{64}"), "a digest of the " + of + " that is none");
  }

  private static void score(
      String of, Optional<Event.Score> score, boolean expected, int mostSamples) {
    unless(score.isPresent() == expected, "an evaluation of " + of + " too many or too few");
    score.ifPresent(
        each -> {
          unless(
              each.samples() >= 1 && each.samples() <= mostSamples,
              "it evaluates " + each.samples() + " of " + mostSamples + " " + of);
          score(each, each.samples());
        });
  }

  private static void score(Event.Score score, long samples) {
    unless(
        score.samples() == samples && score.correct() >= 0 && score.correct() <= samples,
        "%d of %d right, where there are %d samples"
            .formatted(score.correct(), score.samples(), samples));
    unless(
        Double.isFinite(score.loss())
            && score.predictSeconds() >= 0
            && Double.isFinite(score.predictSeconds()),
        "a loss of %s after %s s".formatted(score.loss(), score.predictSeconds()));
  }

  /** Checks times down to their spelling, which is read again only by a report. */
  private static void times(String of, Event.Times times, long count) {
    unless(
        times.count() == count
            && times.rawCount() >= 0
            && times.rawCount() <= Math.min(count, MOST_RAW),
        "the times of %d %s, %d of them raw, where there are %d"
            .formatted(times.count(), of, times.rawCount(), count));
    unless(
        times.histogram().length <= LARGEST_TIMES_BYTES
            && times.rawNanos().length <= LARGEST_TIMES_BYTES,
        "the times of " + of + " fill " + times.histogram().length + " bytes");
    Base64.Encoder base64 = Base64.getEncoder();
    try {
      Latencies spelled =
          new Latencies(
              times.count(),
              base64.encodeToString(times.histogram()),
              base64.encodeToString(times.rawNanos()),
              times.rawCount());
      unless(spelled.count() == count, "the times of " + spelled.count() + " " + of);
    } catch (IllegalArgumentException e) {
      throw new SenselessReport("the times of " + of + ": " + e.getMessage());
    }
  }
}
