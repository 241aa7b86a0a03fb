package backbench.results;

import backbench.results.samples.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one fresh JVM was and how it ended, around what it measured.
 *
 * @param place which fork it is, and when its turn was
 * @param ending how it ended
 * @param launch how it was started
 * @param environment what it says it ran on; null if it did not come that far
 * @param startup the seconds before the first step; null if it did not come that far
 * @param resources what it used
 * @param outcome what it measured, as far as it came
 */
public record ForkResult(
    Place place,
    Ending ending,
    Launch launch,
    @Nullable ForkEnvironment environment,
    @Nullable Startup startup,
    Resources resources,
    Outcome outcome) {

  /** Returns the fork of its cell, from 0. */
  public int fork() {
    return place.fork();
  }

  /** Returns how it ended. */
  public Status status() {
    return ending.status();
  }

  /** Returns why the status is not {@code OK}; null if it is. */
  public @Nullable String reason() {
    return ending.reason();
  }

  /**
   * Returns what its training found.
   *
   * @throws IllegalStateException if the fork is of a cell of another kind
   */
  public TrainingOutcome training() {
    if (outcome instanceof TrainingOutcome training) {
      return training;
    }
    throw new IllegalStateException("a fork of kind " + outcome.kind() + " trained nothing");
  }

  /**
   * Places a fork in its run.
   *
   * @param fork the fork of its cell, from 0
   * @param block the block of forks that were measured together, from 0
   * @param turn where in the block's order it started, from 0
   */
  public record Place(int fork, int block, int turn) {

    /** Checks the numbers. */
    public Place {
      Amount.requireAtLeast(0, "fork", fork);
      Amount.requireAtLeast(0, "block", block);
      Amount.requireAtLeast(0, "turn", turn);
    }
  }

  /**
   * Says how a fork ended.
   *
   * @param status never {@code WRONG} or {@code UNCERTIFIED}, which are of cells
   * @param reason why the status is not {@code OK}; null if it is
   * @param logTail the last lines that the worker printed; empty if the status is {@code OK}
   */
  public record Ending(Status status, @Nullable String reason, List<String> logTail) {

    /** The fork measured everything. */
    public static final Ending WELL = new Ending(Status.OK, null, List.of());

    /** Copies the lines. */
    public Ending {
      logTail = List.copyOf(logTail);
    }
  }

  /**
   * Says how a worker was started.
   *
   * @param startedAt when its process was started
   * @param jvmFlags the flags of its JVM, in order
   * @param variables what was added to its environment
   * @param loadAverage of the last minute when it was started; null where the system has none
   */
  public record Launch(
      Instant startedAt,
      List<String> jvmFlags,
      Map<String, String> variables,
      @Nullable Double loadAverage) {
    /** Copies both. */
    public Launch {
      jvmFlags = List.copyOf(jvmFlags);
      variables = Ordered.copy(variables);
    }
  }

  /**
   * Says what a backend was really running on.
   *
   * @param versions engine and native libraries by name
   * @param threads the threads that compute, as read back from the engine
   * @param simd the instruction set in use, as the engine names it
   * @param details whatever else changes the numbers
   */
  public record ForkEnvironment(
      Map<String, String> versions, int threads, String simd, Map<String, String> details) {
    /** Copies the maps. */
    public ForkEnvironment {
      versions = Ordered.copy(versions);
      details = Ordered.copy(details);
    }
  }

  /**
   * Splits the time before the first step.
   *
   * @param jvmSeconds from the start of the process to the first line of the worker
   * @param dataSeconds reading or drawing the dataset
   * @param openSeconds starting the engine
   * @param compileSeconds building the network, for the timed training
   */
  public record Startup(
      double jvmSeconds, double dataSeconds, double openSeconds, double compileSeconds) {

    /** Checks the times. */
    public Startup {
      Amount.requireTime("jvmSeconds", jvmSeconds);
      Amount.requireTime("dataSeconds", dataSeconds);
      Amount.requireTime("openSeconds", openSeconds);
      Amount.requireTime("compileSeconds", compileSeconds);
    }
  }

  /**
   * Counts what a fork used.
   *
   * @param wallSeconds from the start of its process to its end
   * @param peakRssBytes the worker's largest resident memory; null where the system does not say
   */
  public record Resources(double wallSeconds, @Nullable Long peakRssBytes) {

    /** Checks both. */
    public Resources {
      Amount.requireTime("wallSeconds", wallSeconds);
      if (peakRssBytes != null) {
        Amount.requireAtLeast(0, "peakRssBytes", peakRssBytes);
      }
    }
  }
}
