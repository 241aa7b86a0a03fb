package backbench.run.certify;

import static java.util.Objects.requireNonNull;

import backbench.results.Status;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Has a backend examined on several networks by one worker, for as long as that goes well.
 *
 * <p>To start a worker, its engine and its compiler takes longer than most examinations. Yet no
 * network may pay for another: what does not pass in the company of others is examined once more,
 * by a worker of its own. A refusal counts at once where it is about the network.
 */
final class Examiner {

  private static final double LEAST_TIMEOUT_SECONDS = 600;

  private final WorkerStarter workers;
  private @Nullable WorkerEnd interruption;

  Examiner(WorkerStarter workers) {
    this.workers = workers;
  }

  /** Is told what came of a subject, by its index. */
  interface Outcome {
    void found(int index, Finding finding) throws InterruptedException;
  }

  /**
   * Examines one configuration of a backend.
   *
   * @param subjects that share everything but network and recipe
   * @param exams what the worker is to do for each of them, in their order
   * @param begins is told of each subject whose examination begins, by its index
   * @param outcome is told once of each subject, as soon as it is certain
   * @throws InterruptedException if the thread is interrupted
   */
  void examine(
      List<Subject> subjects, List<Job.Exam> exams, Consumer<Integer> begins, Outcome outcome)
      throws InterruptedException {
    Deque<List<Integer>> parties = new ArrayDeque<>();
    parties.add(IntStream.range(0, subjects.size()).boxed().toList());
    List<Job.Exam> left = new ArrayList<>(exams);
    while (!parties.isEmpty()) {
      List<Integer> party = parties.remove();
      WorkerEnd interrupted = interruption;
      if (interrupted == null) {
        settle(party, attempt(subjects, party, left, begins), parties, left, outcome);
      } else {
        for (int index : party) {
          outcome.found(index, Finding.without(interrupted, 0));
        }
      }
    }
  }

  /** Accepts what an attempt has shown, and says who is to be examined again, with whom. */
  private void settle(
      List<Integer> party,
      Attempt attempt,
      Deque<List<Integer>> parties,
      List<Job.Exam> exams,
      Outcome outcome)
      throws InterruptedException {
    WorkerEnd end = attempt.end();
    if (end.status() == Status.INTERRUPTED) {
      interruption = end;
      for (int index : party) {
        outcome.found(index, Finding.without(end, end.wallSeconds()));
      }
    } else if (end.status() == Status.OK) {
      for (int place = 0; place < party.size(); place++) {
        Finding finding = attempt.finding(place);
        if (place == 0 || finding.isFinal()) {
          outcome.found(party.get(place), finding);
        } else {
          parties.add(List.of(party.get(place)));
        }
      }
    } else if (attempt.powering()) {
      // Whatever keeps it from finding out what a certificate sees is not the certificate's fault.
      int place = party.get(attempt.findings.size() - 1);
      exams.set(place, exams.get(place).withoutPower());
      parties.addFirst(party);
    } else if (party.size() == 1 || !attempt.opened) {
      // What a worker found that did not end well may be as wrong as its end.
      for (int index : party) {
        outcome.found(index, Finding.without(end, end.wallSeconds()));
      }
    } else if (attempt.findings.size() == party.size()) {
      party.forEach(index -> parties.add(List.of(index)));
    } else {
      List<Integer> others = new ArrayList<>(party);
      int culprit = others.remove(attempt.findings.size());
      if (attempt.findings.isEmpty() || end.status() == Status.TIMED_OUT) {
        // Nobody else was to blame; and nobody waits as long for the same again.
        outcome.found(culprit, Finding.without(end, attempt.secondsOfTheLast()));
      } else {
        parties.add(List.of(culprit));
      }
      parties.addFirst(others);
    }
  }

  private Attempt attempt(
      List<Subject> subjects, List<Integer> party, List<Job.Exam> exams, Consumer<Integer> begins)
      throws InterruptedException {
    List<Job.Exam> ofParty = party.stream().map(exams::get).toList();
    Attempt attempt = new Attempt(place -> begins.accept(party.get(place)), ofParty);
    begins.accept(party.get(0));
    attempt.end = workers.run(request(subjects.get(0), ofParty), attempt);
    attempt.endedAt = System.nanoTime();
    return attempt;
  }

  /**
   * Returns how a worker is started and what it is to do.
   *
   * @param subject one of those examined, which share everything but network and recipe
   */
  static WorkerRequest request(Subject subject, List<Job.Exam> exams) {
    return new WorkerRequest(
        subject.plugin(),
        subject.configuration().device(),
        subject.configuration().threads(),
        subject.configuration().tuning(),
        subject.seed(),
        Math.max(subject.timeoutSeconds(), LEAST_TIMEOUT_SECONDS),
        config -> new Job.Certify(subject.plugin().id(), Job.Configuration.of(config), exams));
  }

  /** Collects what one worker reports. */
  private static final class Attempt implements Consumer<Event> {
    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Integer> begins;
    private final List<Job.Exam> exams;
    private long lastAt = System.nanoTime();
    private long endedAt;
    private boolean opened;
    private boolean powered;
    private @Nullable WorkerEnd end;

    Attempt(Consumer<Integer> begins, List<Job.Exam> exams) {
      this.begins = begins;
      this.exams = exams;
    }

    WorkerEnd end() {
      return requireNonNull(end, "the worker has not ended");
    }

    /** Returns for how long the worker was at what it did last. */
    double secondsOfTheLast() {
      return (endedAt - lastAt) / 1e9;
    }

    Finding finding(int place) {
      return place < findings.size() ? findings.get(place) : Finding.missing(end().wallSeconds());
    }

    /** Tells whether the worker ended while it found out what its last certificate sees. */
    boolean powering() {
      int last = findings.size() - 1;
      return last >= 0 && exams.get(last).power() && findings.get(last).passed() && !powered;
    }

    @Override
    public void accept(Event event) {
      if (event instanceof Event.Opened) {
        opened = true;
      } else if (event instanceof Event.Powered each) {
        int last = findings.size() - 1;
        findings.set(last, findings.get(last).with(each));
        powered = true;
        beginNext();
      } else if (event instanceof Event.Certified each) {
        ended(Finding.of(each));
        if (!powering()) {
          beginNext();
        }
      } else if (event instanceof Event.Refused each) {
        ended(Finding.of(each, secondsSinceTheLast()));
        beginNext();
      }
    }

    private double secondsSinceTheLast() {
      return (System.nanoTime() - lastAt) / 1e9;
    }

    private void ended(Finding finding) {
      findings.add(finding);
      powered = false;
      lastAt = System.nanoTime();
    }

    private void beginNext() {
      if (findings.size() < exams.size()) {
        begins.accept(findings.size());
      }
    }
  }
}
