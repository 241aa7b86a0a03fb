package backbench.results.validation;

import backbench.results.CellResult;
import backbench.results.CellResult.RecipeFacts;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.ForkResult;
import backbench.results.Status;
import backbench.results.TrainingOutcome;
import backbench.results.samples.Confusion;
import backbench.results.samples.Latencies;
import backbench.results.samples.PredictResult;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validates one fork against the cell that it is of. */
final class ForkValidator {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Times are summed up in nanoseconds and written in seconds. */
  private static final double ROUNDING = 1e-6;

  private final Problems problems;
  private final RecipeFacts recipe;
  private final ForkResult fork;
  private final TrainingOutcome training;

  ForkValidator(Problems problems, CellResult cell, ForkResult fork) {
    this.problems = problems;
    this.recipe = cell.recipe();
    this.fork = fork;
    this.training = fork.training();
  }

  void validate() {
    boolean ended = fork.status() == Status.OK;
    problems.require(
        ended == (fork.ending().reason() == null),
        "ending.reason",
        ended
            ? "a reason for a fork that ended well"
            : "none, expected why it is " + fork.status());
    problems.time(fork.resources().wallSeconds(), "resources.wallSeconds");
    startup();
    Problems outcome = problems.at("outcome");
    outcome.digest(training.digests().batches(), "digests.batches");
    List<EpochResult> epochs = training.epochs();
    if (ended) {
      outcome.equal(epochs.size(), recipe.epochs(), "epochs");
      outcome.require(
          training.batchDigest() != null, "digests.batches", "none of a whole training");
    }
    for (int i = 0; i < epochs.size(); i++) {
      epoch(outcome.at("epochs", i), epochs.get(i), i + 1);
    }
    confusion(outcome);
    for (int i = 0; i < training.predictions().size(); i++) {
      predictions(outcome.at("predictions", i), training.predictions().get(i));
    }
  }

  private void startup() {
    ForkResult.Startup startup = fork.startup();
    if (startup != null) {
      Problems here = problems.at("startup");
      here.time(startup.dataSeconds(), "dataSeconds");
      here.time(startup.openSeconds(), "openSeconds");
      here.time(startup.compileSeconds(), "compileSeconds");
    }
  }

  private void epoch(Problems here, EpochResult epoch, int number) {
    here.equal(epoch.epoch(), number, "epoch");
    here.equal(epoch.samples(), recipe.trainSamples(), "samples");
    long steps = (epoch.samples() + recipe.batch() - 1) / recipe.batch();
    here.equal((long) epoch.steps(), steps, "steps");
    Problems seconds = here.at("seconds");
    seconds.time(epoch.seconds().step(), "step");
    seconds.time(epoch.seconds().stage(), "stage");
    seconds.time(epoch.seconds().close(), "close");
    seconds.time(epoch.seconds().firstWait(), "firstWait");
    seconds.time(epoch.seconds().otherWaits(), "otherWaits");
    seconds.time(epoch.seconds().processor(), "processor");
    latencies(here, "stepNanos", epoch.stepNanos(), epoch.steps(), epoch.seconds().step());
    Problems evaluations = here.at("evaluations");
    evaluation(evaluations, "test", epoch.test(), recipe.testSamples());
    evaluation(evaluations, "validation", epoch.validation(), recipe.validationSamples());
  }

  private static void evaluation(
      Problems here, String name, @Nullable Evaluation evaluation, long samples) {
    if (evaluation != null) {
      here.at(name).equal(evaluation.samples(), samples, "samples");
      here.at(name).time(evaluation.predictSeconds(), "predictSeconds");
    }
  }

  private void confusion(Problems outcome) {
    Confusion confusion = training.confusion();
    if (confusion == null || training.epochs().isEmpty()) {
      return;
    }
    long right = 0;
    long all = 0;
    for (int row = 0; row < confusion.classes(); row++) {
      right += confusion.counts().get(row).get(row);
      all += confusion.counts().get(row).stream().mapToLong(Long::longValue).sum();
    }
    Evaluation test = training.epochs().get(training.epochs().size() - 1).test();
    if (test != null) {
      outcome.require(
          all == test.samples() && right == test.correct(),
          "confusion",
          right
              + " of "
              + all
              + " right, expected "
              + test.correct()
              + " of "
              + test.samples()
              + " as in the last evaluation");
    }
  }

  private static void predictions(Problems here, PredictResult timed) {
    here.time(timed.handingSeconds(), "handingSeconds");
    long calls = timed.callNanos().count();
    here.require(
        timed.batch() >= 1 && timed.samples() == calls * timed.batch(),
        "samples",
        timed.samples() + ", expected " + calls + " calls of " + timed.batch());
    latencies(here, "callNanos", timed.callNanos(), calls, timed.seconds());
  }

  /** Compares encoded times with their number and, where all are kept, with their sum. */
  private static void latencies(
      Problems here, String name, Latencies times, long count, double seconds) {
    here.at(name).equal(times.count(), count, "count");
    here.at(name).equal(times.distribution().getTotalCount(), times.count(), "histogram");
    long[] raw = times.raw();
    double sum = Arrays.stream(raw).sum() / NANOS_PER_SECOND;
    boolean whole = raw.length == times.count();
    boolean fits = sum <= seconds * (1 + ROUNDING) + ROUNDING;
    boolean equal = !whole || sum >= seconds * (1 - ROUNDING) - ROUNDING;
    here.at(name)
        .require(
            fits && equal,
            "rawNanos",
            "times of " + sum + " s, expected " + (whole ? "" : "at most ") + seconds + " s");
  }
}
