package backbench.run.worker;

import static backbench.run.worker.SenselessReport.unless;
import static backbench.run.worker.TextSense.text;
import static backbench.run.worker.TextSense.texts;

import backbench.worker.wire.Event;
import backbench.worker.wire.EventVisitor;
import backbench.worker.wire.Job;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what a worker reports can be true of its job: the order of events, their counts, and
 * times that passed.
 *
 * <p>A backend runs in the worker and can spoil its report, by a fault or on purpose. Whoever reads
 * the report further on can rely on what is checked here.
 */
final class ReportSense implements EventVisitor {

  private static final int MOST_THREADS = 1 << 16;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MICROS_PER_SECOND = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  /** A machine's clock may be set while a worker starts. */
  private static final double MOST_CLOCK_SECONDS = 3600;

  /** Clocks of two processes and rounding may make a part a little longer than the whole. */
  private static final double SLACK_SECONDS = 1;

  /** Orders events; those of one stage may follow each other. */
  private enum Stage {
    NOTHING,
    STARTED,
    DATA_READY,
    OPENED,
    WARMED_UP,
    COMPILED,
    TRAINING,
    TRAINED,
    PREDICTED,
    SAMPLED,
    TRAILED,
    EXAMINING,
    PEAKS,
    CLOSING,
    ENDED
  }

  private final @Nullable MeasureSense measure;
  private final @Nullable CertifySense certify;
  private final Iterator<Integer> peaks;
  private final long start = System.nanoTime();
  private final double startedAt = System.currentTimeMillis() / MILLIS_PER_SECOND;
  private Stage stage = Stage.NOTHING;

  /** Prepares to check the report of a worker that is about to start. */
  ReportSense(Job job) {
    this.peaks =
        job instanceof Job.MeasurePeak each
            ? each.threads().iterator()
            : Collections.emptyIterator();
    this.measure = job instanceof Job.Measure each ? new MeasureSense(each) : null;
    this.certify = job instanceof Job.Certify each ? new CertifySense(each) : null;
  }

  /** Returns a consumer that is handed on what makes sense, and that throws at the rest. */
  Consumer<Event> before(Consumer<Event> next) {
    return event -> {
      event.accept(this);
      next.accept(event);
    };
  }

  @Override
  public void started(Event.Started event) {
    advance(Stage.STARTED);
    double apart = event.epochMicros() / MICROS_PER_SECOND - startedAt;
    unless(
        Math.abs(apart) <= lived() + MOST_CLOCK_SECONDS,
        "it started %.0f s away from when it was started".formatted(apart));
    text("Java", event.jvm());
    texts("JVM flags", event.jvmFlags());
  }

  @Override
  public void dataReady(Event.DataReady event) {
    advance(Stage.DATA_READY);
    seconds("reading the data", event.seconds());
    measure().dataReady(event);
  }

  @Override
  public void opened(Event.Opened event) {
    advance(Stage.OPENED);
    seconds("opening", event.seconds());
    Event.RunningOn environment = event.environment();
    int threads = environment.threads();
    unless(threads >= 1 && threads <= MOST_THREADS, "it computes with " + threads + " threads");
    text("instruction set", environment.simd());
    texts("versions", environment.versions());
    texts("details", environment.details());
  }

  @Override
  public void warmedUp(Event.WarmedUp event) {
    advance(Stage.WARMED_UP);
    unless(event.steps() >= 1, "it warmed up with " + event.steps() + " steps");
    seconds("warming up", event.seconds());
    seconds("the first step", event.firstStepSeconds());
    measure();
  }

  @Override
  public void compiled(Event.Compiled event) {
    advance(Stage.COMPILED);
    seconds("compiling", event.seconds());
    measure();
  }

  @Override
  public void untrained(Event.Untrained event) {
    unless(stage == Stage.COMPILED, "it evaluates before it has compiled, or twice");
    advance(Stage.TRAINING);
    seconds("predicting", measure().untrained(event).predictSeconds());
  }

  @Override
  public void progress(Event.Progress event) {
    unless(stage == Stage.TRAINING, "it trains before it has evaluated, or after it has trained");
    measure().progress(event);
  }

  @Override
  public void epochEnded(Event.EpochEnded event) {
    unless(stage == Stage.TRAINING, "it trains before it has evaluated, or after it has trained");
    Event.EpochEnded.Seconds parts = event.seconds();
    double sum = measure().epochEnded(event);
    for (double each :
        new double[] {
          parts.step(), parts.stage(), parts.close(), parts.firstWait(), parts.laterWait()
        }) {
      seconds("a part of an epoch", each);
      sum += each;
    }
    seconds("all epochs", sum);
    double processor = parts.processor().orElse(0.0);
    unless(
        processor >= 0 && Double.isFinite(processor),
        "processors that worked for " + processor + " s");
  }

  @Override
  public void trained(Event.Trained event) {
    unless(stage == Stage.TRAINING, "it has trained before it evaluated, or twice");
    advance(Stage.TRAINED);
    measure().trained(event);
  }

  @Override
  public void predicted(Event.Predicted event) {
    unless(stage == Stage.TRAINED, "it predicts before it has trained, or twice");
    advance(Stage.PREDICTED);
    seconds("predicting", event.seconds() + event.handingSeconds());
    seconds("handing batches over", event.handingSeconds());
    measure().predicted(event);
  }

  @Override
  public void trailing(Event.Trailing event) {
    unless(stage.compareTo(Stage.TRAINED) >= 0, "it watches steps before it has trained");
    advance(Stage.TRAILED);
    measure();
    unless(
        event.pairs() >= 0 && event.shorter() >= 0 && event.shorter() <= event.pairs(),
        event.shorter() + " of " + event.pairs() + " loops were shorter");
    seconds("a loop", event.loopSeconds());
    unless(
        Double.isFinite(event.savedSeconds()),
        "loops that were shorter by " + event.savedSeconds() + " s");
  }

  @Override
  public void sampled(Event.Sampled event) {
    unless(
        stage == Stage.TRAINED || stage == Stage.PREDICTED || stage == Stage.SAMPLED,
        "it shows a sampler before it has trained");
    stage = Stage.SAMPLED;
    measure().sampled(event);
  }

  @Override
  public void certified(Event.Certified event) {
    examining();
    seconds("certifying", event.seconds());
    certify().certified(event);
  }

  @Override
  public void refused(Event.Refused event) {
    examining();
    text("reason", event.message());
    certify().refused();
  }

  @Override
  public void powered(Event.Powered event) {
    examining();
    seconds("finding out the power", event.seconds());
    certify().powered(event);
  }

  private void examining() {
    unless(stage == Stage.OPENED || stage == Stage.EXAMINING, "it certifies before it has opened");
    stage = Stage.EXAMINING;
  }

  @Override
  public void peakMeasured(Event.PeakMeasured event) {
    int threads = event.peak().threads();
    unless(
        peaks.hasNext() && peaks.next() == threads,
        "it measures the machine with " + threads + " threads, which it was not asked for");
    unless(
        stage == Stage.STARTED || stage == Stage.PEAKS,
        "it measures the machine before it said that it runs");
    stage = Stage.PEAKS;
  }

  @Override
  public void closing(Event.Closing event) {
    unless(
        certify == null ? stage == Stage.TRAILED : stage == Stage.EXAMINING && certify.isComplete(),
        "it closes before it has done its job");
    advance(Stage.CLOSING);
  }

  @Override
  public void done(Event.Done event) {
    unless(
        stage == Stage.CLOSING || (stage == Stage.PEAKS && !peaks.hasNext()),
        "it is done before it has closed");
    advance(Stage.ENDED);
    memory(event.peakRssBytes().orElse(0L));
  }

  @Override
  public void failed(Event.Failed event) {
    // A worker may fail at any time.
    stage = Stage.ENDED;
    memory(event.peakRssBytes().orElse(0L));
  }

  private CertifySense certify() {
    CertifySense asked = certify;
    if (asked == null) {
      throw new SenselessReport("it makes a certificate that nobody asked for");
    }
    return asked;
  }

  private MeasureSense measure() {
    MeasureSense asked = measure;
    if (asked == null) {
      throw new SenselessReport("it measures where it was asked for a certificate");
    }
    return asked;
  }

  private void advance(Stage next) {
    unless(next.compareTo(stage) > 0, next + " after " + stage);
    unless(next == Stage.STARTED || stage != Stage.NOTHING, next + " before it said that it runs");
    stage = next;
  }

  /** Checks a time: no part of the worker's life is longer than the whole of it. */
  private void seconds(String what, double seconds) {
    unless(
        seconds >= 0 && seconds <= lived() + SLACK_SECONDS,
        what + " took " + seconds + " s of a life of " + Math.round(lived()) + " s");
  }

  private double lived() {
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  private static void memory(long bytes) {
    unless(bytes >= 0, "it used " + bytes + " bytes of memory");
  }
}
