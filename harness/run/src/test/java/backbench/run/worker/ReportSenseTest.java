package backbench.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.certificate.Certificate;
import backbench.certificate.Draw;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import backbench.results.SampleRun;
import backbench.results.samples.Latencies;
import backbench.plausibility.Peak;
import backbench.run.ToySuite;
import backbench.run.plan.Jobs;
import backbench.run.plan.SuiteData;
import backbench.specs.SuiteSpec;
import backbench.spi.BackendConfig;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks reports of a job with 90 samples to train on, in five steps, and 50 to test on. */
class ReportSenseTest {

  private static final int CLASSES = 10;
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final Event.Score TEST = new Event.Score(50, 20, 1.5, 0.001);
  private static final Event.Score HELD_OUT = new Event.Score(10, 4, 1.5, 0.001);
  private static final Event.Score TRAIN = new Event.Score(90, 30, 1.5, 0.001);
  private static final Event.EpochEnded.Seconds SECONDS =
      new Event.EpochEnded.Seconds(0.01, 0.001, 0.001, 0.001, 0.001, Optional.of(0.02));
  private static final Event.EpochEnded.Losses LOSSES =
      new Event.EpochEnded.Losses(2, List.of(2.5, 2.0));
  private static final Event.EpochEnded.Scores SCORES =
      new Event.EpochEnded.Scores(TEST, Optional.of(HELD_OUT), Optional.of(TRAIN));
  private static final Event.DataReady DATA = new Event.DataReady(DIGEST, 90, 10, 50, 0.01);
  private static final Event.Compiled COMPILED = new Event.Compiled(0.001);
  private static final Event.Predicted PREDICTED = predicted(10, 30, 0.001, 30, 1e-7);
  private static final Event.Trained TRAINED = new Event.Trained(DIGEST, confusion(20, 30));

  private static List<Event> good() {
    return List.of(
        new Event.Started(System.currentTimeMillis() * 1000, "Java", List.of("-Xmx1g")),
        DATA,
        opened(1, "none"),
        new Event.WarmedUp(2, 0.01, 0.005),
        COMPILED,
        new Event.Untrained(TEST),
        progress(1, 2, 5, 1000),
        progress(1, 4, 5, 1000),
        epoch(1),
        epoch(2),
        TRAINED,
        PREDICTED,
        trailing(3, 2, 0.0001),
        new Event.Closing(),
        new Event.Done(Optional.of(1L << 20)));
  }

  static Stream<Arguments> senseless() {
    return Stream.of(
        instead("0 threads", 2, opened(0, "none")),
        instead("a long word", 2, opened(1, "x".repeat(1 << 20))),
        instead("a time below 0", 2, new Event.Opened(opened(1, "none").environment(), -1)),
        instead("a time that is none", 4, new Event.Compiled(Double.NaN)),
        instead("a time longer than life", 4, new Event.Compiled(1e6)),
        instead("no data", 1, new Event.DataReady(DIGEST, 0, 10, 50, 0.01)),
        instead("fewer than none held out", 1, new Event.DataReady(DIGEST, 90, -1, 50, 0.01)),
        instead("a digest that is none", 1, new Event.DataReady("ab", 90, 10, 50, 0.01)),
        instead("no warm-up", 3, new Event.WarmedUp(0, 0.01, 0.005)),
        instead("more right than there are", 5, untrained(50, 51, 1.5, 0)),
        instead("fewer right than none", 5, untrained(50, -1, 1.5, 0)),
        instead("another number of samples", 5, untrained(49, 20, 1.5, 0)),
        instead("a loss that is none", 5, untrained(50, 20, Double.NaN, 0)),
        instead("predictions that took less than no time", 5, untrained(50, 20, 1.5, -1)),
        instead("predictions without end", 8, endless()),
        instead("a step beyond the epoch", 7, progress(1, 6, 5, 1000)),
        instead("a step again", 7, progress(1, 2, 5, 1000)),
        instead("another number of steps", 7, progress(1, 4, 6, 1000)),
        instead("a step of a later epoch", 7, progress(2, 4, 5, 1000)),
        instead("a rate that is none", 7, progress(1, 4, 5, Double.NaN)),
        instead("an epoch again", 9, epoch(1)),
        instead("an epoch left out", 8, epoch(2)),
        instead("an epoch of more samples", 8, epoch(91, SECONDS, LOSSES, times(5), SCORES)),
        instead("an epoch of less than no time", 8, timed(-1, 0.001)),
        instead("an epoch of endless time", 8, timed(Double.POSITIVE_INFINITY, 0.001)),
        instead("staging that is no time", 8, timed(0.01, Double.NaN)),
        instead("more steps than fit", 8, epoch(90, SECONDS, LOSSES, times(6), SCORES)),
        instead("countless steps", 8, epoch(90, SECONDS, LOSSES, counted(1L << 40), SCORES)),
        instead(
            "steps whose times add up to less", 8, epoch(90, SECONDS, LOSSES, counted(5), SCORES)),
        instead("times that cannot be read", 8, epoch(90, SECONDS, LOSSES, rubbish(), SCORES)),
        instead("losses that are none", 8, losses(Double.NaN, List.of(1.0))),
        instead("more losses than steps", 8, losses(1, List.of(1., 1., 1., 1., 1., 1.))),
        instead("nothing held out", 8, scores(Optional.empty(), Optional.of(TRAIN))),
        instead("no training samples", 8, scores(Optional.of(HELD_OUT), Optional.empty())),
        instead("more held out", 8, scores(Optional.of(TRAIN), Optional.of(TRAIN))),
        instead("a confusion of more", 10, new Event.Trained(DIGEST, confusion(20, 31))),
        instead(
            "a confusion that is not as right", 10, new Event.Trained(DIGEST, confusion(21, 29))),
        instead("a confusion below 0", 10, new Event.Trained(DIGEST, confusion(20, -30))),
        instead("another number of classes", 10, small()),
        instead("a batch digest that is none", 10, new Event.Trained("", confusion(20, 30))),
        instead("a batch of none", 11, predicted(0, 30, 0.001, 30, 1e-7)),
        instead("a larger batch", 11, predicted(11, 33, 0.001, 30, 1e-7)),
        instead("samples that no calls had", 11, predicted(10, 31, 0.001, 30, 1e-7)),
        instead("more compared than predicted", 11, predicted(10, 30, 0.001, 31, 1e-7)),
        instead("a difference that is none", 11, predicted(10, 30, 0.001, 30, Double.NaN)),
        instead("handing over in no time", 11, predicted(10, 30, -0.001, 30, 1e-7)),
        instead("more shorter than there are", 12, trailing(3, 4, 0.001)),
        instead("savings that are none", 12, trailing(3, 2, Double.NaN)),
        instead("a start in 1970", 0, new Event.Started(1, "Java", List.of())),
        instead("a certificate in place of numbers", 11, certified()),
        instead("memory below 0", 14, new Event.Done(Optional.of(-1L))),
        twice("the start", 0),
        twice("the data", 1),
        twice("the network", 4),
        twice("the evaluation", 5),
        twice("the epoch", 8),
        twice("the training", 10),
        twice("the predictions", 11),
        twice("the watch", 12),
        twice("the end", 13),
        without("the start", 0),
        without("the first epoch", 8),
        without("the training", 10),
        without("the watch", 12),
        without("the closing", 13),
        instead("an image that nobody asked for", 11, sampled()));
  }

  @Test
  void aReportOfAJobThatWasDoneMakesSense() {
    assertThatCode(() -> read(good())).doesNotThrowAnyException();
  }

  @Test
  void aWorkerMayFailAtAnyTime() {
    for (int events = 0; events < good().size(); events++) {
      List<Event> report = new ArrayList<>(good().subList(0, events));
      report.add(new Event.Failed(ErrorCode.ENGINE_FAILED, "no", "at ...", Optional.empty()));
      assertThatCode(() -> read(report)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("senseless")
  void whatCannotBeIsSaidInOneLine(String name, List<Event> report) {
    assertThatThrownBy(() -> read(report))
        .isInstanceOf(SenselessReport.class)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(300));
  }

  @Test
  void whatMakesNoSenseIsNotHandedOn() {
    List<Event> handedOn = new ArrayList<>();
    assertThatThrownBy(() -> read(with(4, new Event.Compiled(-1)), handedOn))
        .isInstanceOf(SenselessReport.class);
    assertThat(handedOn).hasSize(4);
  }

  @Test
  void peaksAreThoseThatWereAskedForAndNoOthers() {
    Event.Started started =
        new Event.Started(System.currentTimeMillis() * 1000, "Java", List.of());
    Event one = new Event.PeakMeasured(new Peak(1, 1e10, List.of()));
    Event two = new Event.PeakMeasured(new Peak(2, 2e10, List.of()));
    Event done = new Event.Done(Optional.empty());

    assertThatCode(() -> readPeaks(started, one, two, done)).doesNotThrowAnyException();
    assertThatThrownBy(() -> readPeaks(started, one, done)).hasMessageContaining("is done before");
    assertThatThrownBy(() -> readPeaks(started, two)).hasMessageContaining("not asked for");
    assertThatThrownBy(() -> readPeaks(one)).hasMessageContaining("before it said that it runs");
    assertThatThrownBy(() -> read(List.of(started, one))).hasMessageContaining("not asked for");
  }

  private static void readPeaks(Event... report) {
    ReportSense sense = new ReportSense(new Job.MeasurePeak(List.of(1, 2)));
    List.of(report).forEach(sense.before(event -> {}));
  }

  private static void read(List<Event> report) {
    read(report, new ArrayList<>());
  }

  private static void read(List<Event> report, List<Event> handedOn) {
    SuiteSpec suite = ToySuite.suite(1, 60);
    Job job =
        new Jobs(suite.measure(), SuiteData.of(suite, Optional.empty()))
            .measure(suite.workloads().get(0), "toy", 0, Optional.empty())
            .apply(BackendConfig.cpu(1, 1, Path.of("scratch")));
    report.forEach(new ReportSense(job).before(handedOn::add));
  }

  private static Arguments instead(String name, int index, Event event) {
    return Arguments.of(name, with(index, event));
  }

  private static List<Event> with(int index, Event event) {
    List<Event> report = new ArrayList<>(good());
    report.set(index, event);
    return report;
  }

  private static Arguments twice(String name, int index) {
    List<Event> report = new ArrayList<>(good());
    report.add(index, report.get(index));
    return Arguments.of(name + " twice", report);
  }

  private static Arguments without(String name, int index) {
    List<Event> report = new ArrayList<>(good());
    report.remove(index);
    return Arguments.of("without " + name, report);
  }

  private static Event.Opened opened(int threads, String simd) {
    return new Event.Opened(
        new Event.RunningOn(Map.of("toy", "1"), threads, simd, Map.of()), 0.001);
  }

  private static Event.Predicted predicted(
      int batch, long samples, double handing, long compared, double difference) {
    return new Event.Predicted(
        batch, samples, 0.001, handing, times(3), new Event.Difference(compared, difference));
  }

  private static Event.Trailing trailing(int pairs, int shorter, double saved) {
    return new Event.Trailing(pairs, shorter, 0.001, saved, false);
  }

  private static Event.Untrained untrained(long samples, long correct, double loss, double time) {
    return new Event.Untrained(new Event.Score(samples, correct, loss, time));
  }

  private static Event.Progress progress(int epoch, int steps, int of, double rate) {
    return new Event.Progress(epoch, steps, of, rate);
  }

  private static Event.EpochEnded epoch(int epoch) {
    return new Event.EpochEnded(epoch, 90, SECONDS, LOSSES, times(5), SCORES);
  }

  private static Event.EpochEnded epoch(
      long samples,
      Event.EpochEnded.Seconds seconds,
      Event.EpochEnded.Losses losses,
      Event.Times times,
      Event.EpochEnded.Scores scores) {
    return new Event.EpochEnded(1, samples, seconds, losses, times, scores);
  }

  private static Event.EpochEnded timed(double train, double stage) {
    return epoch(
        90,
        new Event.EpochEnded.Seconds(train, stage, 0, 0, 0, Optional.empty()),
        LOSSES,
        times(5),
        SCORES);
  }

  private static Event.EpochEnded losses(double mean, List<Double> first) {
    return epoch(90, SECONDS, new Event.EpochEnded.Losses(mean, first), times(5), SCORES);
  }

  private static Event.EpochEnded scores(
      Optional<Event.Score> validation, Optional<Event.Score> train) {
    return epoch(
        90, SECONDS, LOSSES, times(5), new Event.EpochEnded.Scores(TEST, validation, train));
  }

  private static Event.EpochEnded endless() {
    Event.Score test = new Event.Score(50, 20, 1.5, Double.POSITIVE_INFINITY);
    return epoch(
        90,
        SECONDS,
        LOSSES,
        times(5),
        new Event.EpochEnded.Scores(test, Optional.of(HELD_OUT), Optional.of(TRAIN)));
  }

  private static Event.Times times(int count) {
    Latencies sample =
        SampleRun.latencies(LongStream.range(1, count + 1).map(i -> i * 1000).toArray());
    return new Event.Times(
        count,
        Base64.getDecoder().decode(sample.histogram()),
        Base64.getDecoder().decode(sample.rawNanos()),
        sample.rawCount());
  }

  /** Returns the times of four operations under another count. */
  private static Event.Times counted(long count) {
    Event.Times four = times(4);
    return new Event.Times(count, four.histogram(), four.rawNanos(), four.rawCount());
  }

  private static Event.Times rubbish() {
    return new Event.Times(5, new byte[] {1, 2, 3}, new byte[] {4}, 5);
  }

  private static Event.Confusion confusion(int right, int wrong) {
    int[] counts = new int[CLASSES * CLASSES];
    counts[0] = right;
    counts[1] = wrong;
    return new Event.Confusion(CLASSES, counts);
  }

  private static Event.Trained small() {
    return new Event.Trained(DIGEST, new Event.Confusion(2, new int[] {20, 30, 0, 0}));
  }

  private static Event.Sampled sampled() {
    return new Event.Sampled(
        "sampler",
        Shape.image(1, 1, 1),
        Shape.image(1, 1, 1),
        0,
        0,
        new double[6],
        new byte[1],
        new byte[1]);
  }

  private static Event.Certified certified() {
    return new Event.Certified(
        new Certificate(Certificate.FORMAT_VERSION, "toy", "linear", DIGEST, List.of(), List.of()),
        new Draw(0, 0),
        0.001);
  }
}
