package backbench.vector.program;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds a pass over the network as a list of parts, each spread over the threads.
 *
 * <p>Work that looks at one sample at a time is chained: a thread takes a sample through all layers
 * up to the next point where the samples must meet (a dense layer, batch statistics), while the
 * sample is still in its cache. Only at those points do the threads wait for each other.
 */
public final class Program {

  /** Works on one sample. */
  public interface SampleStep {
    void run(int sample, int thread);
  }

  /** Works on one of a number of independent tasks. */
  public interface TaskStep {
    void run(int task, int samples, int thread);
  }

  /** Says how many tasks a part has. */
  public interface TaskCount {
    int of(int samples);
  }

  /** Works once, on the calling thread. */
  public interface SerialStep {
    void run(int samples);
  }

  private sealed interface Part {
    void run(Program program, int samples);

    record Samples(List<SampleStep> steps, long[] work) implements Part {
      @Override
      public void run(Program program, int samples) {
        program.share(work[0] * samples, thread -> program.runChain(this, samples, thread));
      }
    }

    record Tasks(TaskCount count, TaskStep step, long workPerSample, long workOnce)
        implements Part {
      @Override
      public void run(Program program, int samples) {
        int tasks = count.of(samples);
        program.share(
            workPerSample * samples + workOnce,
            thread -> {
              int end = program.end(tasks, thread);
              for (int task = program.end(tasks, thread - 1); task < end; task++) {
                step.run(task, samples, thread);
              }
            });
      }
    }

    record Serial(SerialStep step) implements Part {
      @Override
      public void run(Program program, int samples) {
        step.run(samples);
      }
    }
  }

  /**
   * About ten microseconds of arithmetic; below that, handing work over costs more than it saves.
   */
  private static final long LEAST_PARALLEL_WORK = 1_000_000;

  private final List<Part> parts = new ArrayList<>();
  private final Crew crew;

  /** Makes an empty program for a crew. */
  public Program(Crew crew) {
    this.crew = crew;
  }

  /**
   * Adds a step that is done for each sample, chained to such steps before it.
   *
   * @param work floating-point operations per sample, roughly
   */
  public void samples(long work, SampleStep step) {
    if (parts.isEmpty() || !(parts.get(parts.size() - 1) instanceof Part.Samples)) {
      parts.add(new Part.Samples(new ArrayList<>(), new long[1]));
    }
    Part.Samples part = (Part.Samples) parts.get(parts.size() - 1);
    part.steps.add(step);
    part.work[0] += work;
  }

  /**
   * Adds a step made of independent tasks.
   *
   * @param work floating-point operations per sample, roughly, over all tasks
   * @param workOnce floating-point operations that do not depend on the samples
   */
  public void tasks(long work, long workOnce, TaskCount count, TaskStep step) {
    parts.add(new Part.Tasks(count, step, work, workOnce));
  }

  /** Adds a step that is done once. */
  public void serial(SerialStep step) {
    parts.add(new Part.Serial(step));
  }

  /** Runs all parts for a batch. */
  public void run(int samples) {
    for (Part part : parts) {
      part.run(this, samples);
    }
  }

  private void share(long work, Crew.Task task) {
    if (work < LEAST_PARALLEL_WORK) {
      crew.runInline(task);
    } else {
      crew.run(task);
    }
  }

  private void runChain(Part.Samples chain, int samples, int thread) {
    int end = end(samples, thread);
    for (int sample = end(samples, thread - 1); sample < end; sample++) {
      for (SampleStep step : chain.steps) {
        step.run(sample, thread);
      }
    }
  }

  /** Returns where a thread's share of a count ends. */
  private int end(int count, int thread) {
    return (int) ((long) count * (thread + 1) / crew.size());
  }
}
