package backbench.worker;

import backbench.clock.TrailingWork;
import backbench.data.Order;
import backbench.data.Samples;
import backbench.data.Selection;
import backbench.data.feed.Augmenter;
import backbench.data.feed.BatchDigest;
import backbench.data.feed.Batches;
import backbench.data.feed.Feed;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.spi.Backend;
import backbench.spi.Batch;
import backbench.spi.InitialParameters;
import backbench.spi.Model;
import backbench.spi.Parameters;
import backbench.spi.Staged;
import backbench.spi.TrainingSpec;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameWriter;
import backbench.worker.wire.Job;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Trains one network on one backend and times it.
 *
 * <p>In this order: steps on a throw-away model, which is closed; the network, from the same
 * initial weights; its evaluation untrained; the epochs, each followed by its evaluation; the
 * predictions; pictures of what a sampler does, if they are asked for; steps that show whether work
 * runs on after they return. Batches are staged one at a time, each just before its step, so that
 * no engine gets to overlap them where another cannot. Those that take more than copying are made
 * in the background, the same for every engine.
 */
final class Measurement {

  private static final int LEAST_WARMUP_STEPS = 2;
  private static final int WATCHED_BATCHES = 2;
  private static final int MOST_TRAINING_EVALUATED = 10_000;

  private final Job.Measure job;
  private final Backend backend;
  private final FrameWriter events;
  private final ResolvedGraph graph;

  private final LoadedData data;
  private final LongSupplier clock;

  Measurement(Job.Measure job, Backend backend, LoadedData data, FrameWriter events) {
    this(job, backend, data, events, System::nanoTime);
  }

  /**
   * Prepares a measurement whose warm-up and compilation go by a clock of its own.
   *
   * @param clock tells the time from some fixed point, in nanoseconds
   */
  Measurement(
      Job.Measure job, Backend backend, LoadedData data, FrameWriter events, LongSupplier clock) {
    this.clock = clock;
    this.job = job;
    this.backend = backend;
    this.data = data;
    this.events = events;
    this.graph = job.graph().resolve();
  }

  /** Measures; returns the largest resident memory, where the system tells. */
  Optional<Long> run() throws IOException {
    Selection.Parts parts = data.parts();
    Batches training = data.training();
    Parameters initial =
        InitialParameters.draw(graph, job.training().seed(), job.training().initializers());
    warmUp(initial, training);

    long start = clock.getAsLong();
    try (Model model = compile(initial)) {
      events.write(new Event.Compiled(Nanos.toSeconds(clock.getAsLong() - start)));
      Batches test = inOrder(parts.test(), job.timing().evaluationBatch());
      events.write(new Event.Untrained(finite(score(model, test).score(), "before training")));
      KnownLogits known = train(model, training, test, parts);
      predict(model, parts.test(), known);
      // What the pictures take is no part of what training and prediction take.
      Optional<Long> peak = PeakMemory.residentBytes();
      showSamplers(model, parts.test());
      watch(model, training);
      events.write(new Event.Closing());
      return peak;
    }
  }

  private Model compile(Parameters initial) {
    return backend.compile(
        graph, initial, Optional.of(new TrainingSpec(job.training().optimizer())));
  }

  private void warmUp(Parameters initial, Batches training) throws IOException {
    double seconds = job.timing().warmupSeconds();
    if (seconds == 0) {
      return;
    }
    int steps = 0;
    long firstNanos = 0;
    long start;
    try (Model model = compile(initial)) {
      // The seconds are for steps: an engine that compiles slowly needs them no less.
      start = clock.getAsLong();
      long end = start + Nanos.ofSeconds(seconds);
      do {
        try (Feed batches = training.feed(0)) {
          do {
            try (Staged staged = model.stage(batches.next())) {
              model.step(staged);
            }
            if (steps == 0) {
              firstNanos = clock.getAsLong() - start;
            }
            steps++;
          } while (batches.hasNext() && unfinished(steps, end));
        }
      } while (unfinished(steps, end));
    }
    events.write(
        new Event.WarmedUp(
            steps, Nanos.toSeconds(clock.getAsLong() - start), Nanos.toSeconds(firstNanos)));
    // What the throw-away model leaves behind is not for the timed one to clean up.
    System.gc();
  }

  private boolean unfinished(int steps, long end) {
    return steps < LEAST_WARMUP_STEPS || clock.getAsLong() - end < 0;
  }

  /** Trains; returns the logits of the last evaluation of the test samples. */
  private KnownLogits train(Model model, Batches training, Batches test, Selection.Parts parts)
      throws IOException {
    BatchDigest digest = new BatchDigest();
    Event.Confusion confusion = new Event.Confusion(1, new int[1]);
    KnownLogits logits = new KnownLogits(graph.classes(), 0);
    for (int epoch = 1; epoch <= job.training().epochs(); epoch++) {
      TrainingPass pass = new TrainingPass(model, training.perEpoch(), epoch, events);
      try (Feed batches = training.feed(epoch - 1, digest)) {
        while (batches.hasNext()) {
          pass.step(batches);
        }
      }
      Event.EpochEnded.Seconds seconds = pass.seconds();
      String when = "after epoch " + epoch;
      Evaluator.Evaluated evaluated = score(model, test);
      confusion = evaluated.confusion();
      logits = evaluated.logits();
      Event.Score tested = finite(evaluated.score(), when);
      Optional<Event.Score> validated =
          parts.validation().size() == 0
              ? Optional.empty()
              : Optional.of(finite(held(model, parts.validation()), when));
      Optional<Event.Score> train =
          job.timing().evaluateTraining()
              ? Optional.of(finite(held(model, some(parts.train())), when))
              : Optional.empty();
      events.write(pass.ended(seconds, tested, validated, train));
    }
    events.write(new Event.Trained(digest.hex(), confusion));
    return logits;
  }

  private Event.Score held(Model model, Samples samples) {
    return score(model, inOrder(samples, job.timing().evaluationBatch())).score();
  }

  /**
   * Takes as many of the first training samples as test sets have, lest their evaluation take as
   * long again.
   */
  static Samples some(Samples training) {
    return training.slice(0, Math.min(training.size(), MOST_TRAINING_EVALUATED));
  }

  private void showSamplers(Model model, Samples test) throws IOException {
    int shown = Math.min(job.timing().samplerImages(), test.size());
    if (shown == 0) {
      return;
    }
    try (Feed images = inOrder(test.slice(0, shown), 1).epoch(0)) {
      for (Event.Sampled sampled : SamplerImages.of(graph, model, images)) {
        events.write(sampled);
      }
    }
  }

  private void predict(Model model, Samples test, KnownLogits known) throws IOException {
    Job.Timing timing = job.timing();
    if (timing.predictSeconds() == 0) {
      return;
    }
    TimedPredictions predictions =
        new TimedPredictions(
            model,
            inOrder(test, timing.predictBatch()),
            known,
            timing.predictBatch(),
            job.training().seed());
    predictions.run(timing.predictWarmupSeconds());
    events.write(predictions.run(timing.predictSeconds()));
  }

  /** Trains on, after all else is measured, to see whether work runs on after a step returns. */
  private void watch(Model model, Batches training) throws IOException {
    List<Batch> batches = new ArrayList<>();
    try (Feed feed = training.feed(0)) {
      while (feed.hasNext() && batches.size() < WATCHED_BATCHES) {
        batches.add(feed.next());
      }
    }
    // A smaller last batch takes less time, and that shows nothing.
    int full = batches.get(0).size();
    batches.removeIf(batch -> batch.size() < full);
    TrailingWork.Found found = TrailingWork.of(model, batches, job.configuration().device());
    events.write(
        new Event.Trailing(
            found.pairs(),
            found.shorter(),
            found.loopSeconds(),
            found.savedSeconds(),
            found.worksOn()));
  }

  private Evaluator.Evaluated score(Model model, Batches batches) {
    return Evaluator.evaluate(model, batches, graph.classes());
  }

  private Batches inOrder(Samples samples, int batch) {
    return new Batches(
        samples,
        job.data().scaling(),
        batch,
        new Order.AsFiled(),
        Augmenter.heldOut(job.data().augmentation(), samples.shape()));
  }

  private static Event.Score finite(Event.Score score, String when) {
    if (!Double.isFinite(score.loss())) {
      throw new BackbenchException(
          ErrorCode.NOT_FINITE, "the loss in an evaluation is " + score.loss() + " " + when);
    }
    return score;
  }
}
