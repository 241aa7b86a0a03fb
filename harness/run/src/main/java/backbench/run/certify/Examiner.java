package backbench.run.certify;

import backbench.results.Status;
import backbench.run.worker.WorkerEnd;
import backbench.run.worker.WorkerRequest;
import backbench.run.worker.WorkerStarter;
import backbench.worker.wire.Event;
import backbench.worker.wire.Job;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Has a backend examined on several networks by one worker, for as long as that goes well.
 *
 * <p>To start a worker, its engine and its compiler takes longer than most examinations. Yet no
 * network may pay for another: what does not pass in the company of others is examined once more,
 * by a worker of its own.
 */
final class Examiner {

  private static final double LEAST_TIMEOUT_SECONDS = 600;

  private final WorkerStarter workers;
  private @Nullable WorkerEnd interruption;

  Examiner(WorkerStarter workers) {
    this.workers = workers;
  }

  /**
   * Examines one configuration of a backend.
   *
   * @param subjects that share everything but network and recipe
   * @param exams what the worker is to do for each of them, in their order
   * @param begins is told of each subject whose examination begins, by its index
   * @return what came of each, in their order
   * @throws InterruptedException if the thread is interrupted
   */
  List<Finding> examine(List<Subject> subjects, List<Job.Exam> exams, Consumer<Integer> begins)
      throws InterruptedException {
    Map<Integer, Finding> found = new HashMap<>();
    Deque<List<Integer>> parties = new ArrayDeque<>();
    parties.add(IntStream.range(0, subjects.size()).boxed().toList());
    while (!parties.isEmpty()) {
      List<Integer> party = parties.remove();
      WorkerEnd interrupted = interruption;
      if (interrupted == null) {
        settle(party, attempt(subjects, party, exams, begins), parties, found);
      } else {
        party.forEach(index -> found.put(index, without(interrupted)));
      }
    }
    return IntStream.range(0, subjects.size()).mapToObj(found::get).toList();
  }

  /** Accepts what an attempt has shown, and says who is to be examined again, with whom. */
  private void settle(
      List<Integer> party,
      Attempt attempt,
      Deque<List<Integer>> parties,
      Map<Integer, Finding> found) {
    WorkerEnd end = attempt.end();
    if (end.status() == Status.INTERRUPTED) {
      interruption = end;
      party.forEach(index -> found.put(index, without(end)));
    } else if (end.status() == Status.OK) {
      for (int place = 0; place < party.size(); place++) {
        Finding finding = attempt.finding(place);
        if (place == 0 || finding.passed() || finding.refused()) {
          found.put(party.get(place), finding);
        } else {
          parties.add(List.of(party.get(place)));
        }
      }
    } else if (party.size() == 1 || !attempt.opened) {
      // What a worker found that did not end well may be as wrong as its end.
      party.forEach(index -> found.put(index, without(end)));
    } else if (attempt.findings.size() == party.size()) {
      party.forEach(index -> parties.add(List.of(index)));
    } else {
      List<Integer> others = new ArrayList<>(party);
      int culprit = others.remove(attempt.findings.size());
      if (attempt.findings.isEmpty() || end.status() == Status.TIMED_OUT) {
        // Nobody else was to blame; and nobody waits as long for the same again.
        found.put(culprit, without(end));
      } else {
        parties.add(List.of(culprit));
      }
      parties.addFirst(others);
    }
  }

  private Attempt attempt(
      List<Subject> subjects, List<Integer> party, List<Job.Exam> exams, Consumer<Integer> begins)
      throws InterruptedException {
    Attempt attempt = new Attempt(place -> begins.accept(party.get(place)), party.size());
    begins.accept(party.get(0));
    attempt.end =
        workers.run(request(subjects.get(0), party.stream().map(exams::get).toList()), attempt);
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

  private static Finding without(WorkerEnd end) {
    return new Finding(null, null, end.status(), end.reason(), end.wallSeconds());
  }

  /** Collects what one worker reports. */
  private static final class Attempt implements Consumer<Event> {
    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Integer> begins;
    private final int size;
    private boolean opened;
    private Event.@Nullable Powered powered;
    private @Nullable WorkerEnd end;

    Attempt(Consumer<Integer> begins, int size) {
      this.begins = begins;
      this.size = size;
    }

    WorkerEnd end() {
      WorkerEnd ended = end;
      if (ended == null) {
        throw new IllegalStateException("the worker has not ended");
      }
      return ended;
    }

    Finding finding(int place) {
      return place < findings.size()
          ? findings.get(place)
          : new Finding(null, null, Status.OK, "the worker ended without one", end().wallSeconds());
    }

    @Override
    public void accept(Event event) {
      if (event instanceof Event.Opened) {
        opened = true;
      } else if (event instanceof Event.Powered each) {
        powered = each;
      } else if (event instanceof Event.Certified each) {
        ended(new Finding(each, powered, Status.OK, null, each.seconds()));
      } else if (event instanceof Event.Refused each) {
        ended(new Finding(null, null, Status.UNSUPPORTED, each.message(), 0));
      }
    }

    private void ended(Finding finding) {
      findings.add(finding);
      powered = null;
      if (findings.size() < size) {
        begins.accept(findings.size());
      }
    }
  }
}
