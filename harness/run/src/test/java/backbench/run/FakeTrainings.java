package backbench.run;

import backbench.certificate.Certificate;
import backbench.certificate.Draw;
import backbench.certificate.RuleResult;
import backbench.certificate.Verdict;
import backbench.plausibility.Peak;
import backbench.results.ForkResult;
import backbench.results.SampleRun;
import backbench.results.Status;
import backbench.results.samples.Latencies;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.spi.BackendConfig;
import backbench.spi.LaunchOptions;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports certificates and trainings at once, without a process. */
final class FakeTrainings implements WorkerStarter {

  /** What the samples are said to be. */
  static final String DIGEST = "da".repeat(32);

  /** What was asked for, in order: {@code certify good}, {@code measure good 7}. */
  final List<String> asked = new ArrayList<>();

  /** The requests to certify, in order. */
  final List<WorkerRequest> certifying = new ArrayList<>();

  /** What was to be certified, in order. */
  final List<Job.Exam> certificates = new ArrayList<>();

  /** Whether there is a certificate at the end. */
  boolean certifies = true;

  /** The requests to measure, in order. */
  final List<WorkerRequest> requests = new ArrayList<>();

  /** The jobs to measure, in order. */
  final List<Job.Measure> jobs = new ArrayList<>();

  /** The numbers of threads with which the machine's peak was measured, one list a measurement. */
  final List<List<Integer>> peaks = new ArrayList<>();

  /** The multiply-adds a second that the machine is said to reach: nothing is too fast for it. */
  double peakRate = 1e18;

  /** How the next measurement of the machine's peak ends. */
  Status peakEnd = Status.OK;

  /** How the next measurements end; well when they are used up. */
  final Deque<Status> ends = new ArrayDeque<>();

  /** Whether the next measurement is interrupted as a thread is. */
  boolean interrupted;

  @Override
  public LaunchOptions launch(WorkerRequest request) {
    return LaunchOptions.NONE;
  }

  @Override
  public WorkerEnd run(WorkerRequest request, Consumer<Event> events) throws InterruptedException {
    Job job = request.job().apply(BackendConfig.cpu(request.threads(), 1, Path.of(".")));
    if (job instanceof Job.Certify certify) {
      asked.add("certify " + request.code().id());
      certifying.add(request);
      certificates.addAll(certify.exams());
      if (certifies) {
        certify.exams().forEach(exam -> events.accept(certified(request, exam)));
      }
      return end(Status.OK);
    }
    if (job instanceof Job.MeasurePeak peak) {
      peaks.add(peak.threads());
      for (int threads : peak.threads()) {
        events.accept(new Event.PeakMeasured(new Peak(threads, peakRate, List.of())));
      }
      return end(peakEnd);
    }
    Job.Measure measure = (Job.Measure) job;
    asked.add("measure " + request.code().id() + " " + request.seed());
    requests.add(request);
    jobs.add(measure);
    if (interrupted) {
      interrupted = false;
      throw new InterruptedException("told to");
    }
    Status status = ends.isEmpty() ? Status.OK : ends.remove();
    events.accept(new Event.DataReady(DIGEST, 90, 10, 50, 0));
    if (status == Status.OK) {
      train(measure, events);
    }
    return end(status);
  }

  private static Event.Certified certified(WorkerRequest request, Job.Exam job) {
    return new Event.Certified(
        new Certificate(
            Certificate.FORMAT_VERSION,
            request.code().id(),
            job.graph().id(),
            "12".repeat(32),
            List.of(new RuleResult("N1", "logits", Verdict.PASSED, 1e-7, 1e-5, "")),
            List.of()),
        new Draw(0, 0),
        1);
  }

  private static void train(Job.Measure job, Consumer<Event> events) {
    Latencies like = SampleRun.latencies(1_000, 1_000);
    Event.Times times =
        new Event.Times(
            2,
            Base64.getDecoder().decode(like.histogram()),
            Base64.getDecoder().decode(like.rawNanos()),
            2);
    for (int epoch = 1; epoch <= job.training().epochs(); epoch++) {
      events.accept(
          new Event.EpochEnded(
              epoch,
              90,
              new Event.EpochEnded.Seconds(1, 0, 0, 0, 0, Optional.empty()),
              new Event.EpochEnded.Losses(1, List.of(1.0)),
              times,
              new Event.EpochEnded.Scores(
                  new Event.Score(50, 40, 1, 0), Optional.empty(), Optional.empty())));
    }
    events.accept(new Event.Trained("bd".repeat(32), new Event.Confusion(1, new int[] {50})));
    events.accept(new Event.Done(Optional.empty()));
  }

  private static WorkerEnd end(Status status) {
    return new WorkerEnd(
        new ForkResult.Ending(status, status == Status.OK ? null : "it is " + status, List.of()),
        1,
        new ForkResult.Launch(Instant.EPOCH, List.of(), Map.of(), null));
  }
}
