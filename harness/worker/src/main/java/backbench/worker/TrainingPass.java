package backbench.worker;

import backbench.clock.ProcessorTime;
import backbench.data.feed.Feed;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.spi.Batch;
import backbench.spi.Model;
import backbench.spi.Staged;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Makes and times the steps of one epoch. */
final class TrainingPass {

  private static final int FIRST_LOSSES = 100;
  private static final long PROGRESS_NANOS = 500_000_000L;

  private final Model model;
  private final int stepsInEpoch;
  private final int epoch;
  private final FrameWriter events;
  private final Stopwatch steps;
  private final List<Double> firstLosses = new ArrayList<>(FIRST_LOSSES);
  private long stageNanos;
  private long closeNanos;
  private long firstWaitNanos;
  private long waitNanos;
  private long samples;
  private int made;
  private double lossSum;
  private final LongSupplier clock;
  private long lastProgress;
  private final OptionalLong processorAtStart = ProcessorTime.nanos();

  TrainingPass(Model model, int stepsInEpoch, int epoch, FrameWriter events) {
    this(model, stepsInEpoch, epoch, events, System::nanoTime);
  }

  /**
   * Begins a pass by a clock of its own.
   *
   * @param clock tells the time from some fixed point, in nanoseconds
   */
  TrainingPass(Model model, int stepsInEpoch, int epoch, FrameWriter events, LongSupplier clock) {
    this.clock = clock;
    this.lastProgress = clock.getAsLong();
    this.model = model;
    this.stepsInEpoch = stepsInEpoch;
    this.epoch = epoch;
    this.events = events;
    this.steps = new Stopwatch(stepsInEpoch);
  }

  /**
   * Takes the next batch, stages it, makes its step and releases it; nothing lies between these
   * calls and the clock.
   *
   * @throws BackbenchException {@code NOT_FINITE} if the loss is not a finite number
   * @throws IOException if progress cannot be reported
   */
  void step(Feed batches) throws IOException {
    long asked = clock.getAsLong();
    Batch batch = batches.next();
    long start = clock.getAsLong();
    Staged staged = model.stage(batch);
    long before = clock.getAsLong();
    double loss = model.step(staged);
    long after = clock.getAsLong();
    staged.close();
    long closed = clock.getAsLong();

    steps.record(after - before);
    if (made == 0) {
      firstWaitNanos = start - asked;
    } else {
      waitNanos += start - asked;
    }
    stageNanos += before - start;
    closeNanos += closed - after;
    made++;
    samples += batch.size();
    lossSum += loss * batch.size();
    if (firstLosses.size() < FIRST_LOSSES) {
      firstLosses.add(loss);
    }
    if (!Double.isFinite(loss)) {
      throw new BackbenchException(
          ErrorCode.NOT_FINITE, "the loss is " + loss + " at step " + made + " of epoch " + epoch);
    }
    if (closed - lastProgress > PROGRESS_NANOS) {
      lastProgress = closed;
      events.write(new Event.Progress(epoch, made, stepsInEpoch, samples / loopSeconds()));
    }
  }

  private double loopSeconds() {
    return steps.totalSeconds() + Nanos.toSeconds(stageNanos + closeNanos);
  }

  /** Ends the pass, before anything else takes time; returns where its time went. */
  Event.EpochEnded.Seconds seconds() {
    OptionalLong processor = ProcessorTime.nanos();
    return new Event.EpochEnded.Seconds(
        steps.totalSeconds(),
        Nanos.toSeconds(stageNanos),
        Nanos.toSeconds(closeNanos),
        Nanos.toSeconds(firstWaitNanos),
        Nanos.toSeconds(waitNanos),
        processor.isPresent() && processorAtStart.isPresent()
            ? Optional.of(Nanos.toSeconds(processor.getAsLong() - processorAtStart.getAsLong()))
            : Optional.empty());
  }

  Event.EpochEnded ended(
      Event.EpochEnded.Seconds seconds,
      Event.Score test,
      Optional<Event.Score> validation,
      Optional<Event.Score> train) {
    return new Event.EpochEnded(
        epoch,
        samples,
        seconds,
        new Event.EpochEnded.Losses(lossSum / samples, List.copyOf(firstLosses)),
        steps.times(),
        new Event.EpochEnded.Scores(test, validation, train));
  }
}
