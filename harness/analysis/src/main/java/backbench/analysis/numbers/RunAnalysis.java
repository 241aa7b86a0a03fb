package backbench.analysis.numbers;

import java.util.List;
import java.util.Optional;

/**
 * Holds every number of a run.
 *
 * @param runId which run
 * @param confidence of the intervals, a fraction
 * @param accuracyMargin the largest difference in accuracy between backends that does not matter, a
 *     fraction; absent where the suite names none
 * @param targetAccuracy the accuracy to which the time is taken, a fraction; absent where the suite
 *     names none
 * @param trials how much of the run has ended
 * @param workloads in the suite's order
 */
public record RunAnalysis(
    String runId,
    double confidence,
    Optional<Double> accuracyMargin,
    Optional<Double> targetAccuracy,
    Trials trials,
    List<WorkloadAnalysis> workloads) {

  /** Copies the list. */
  public RunAnalysis {
    workloads = List.copyOf(workloads);
  }

  /**
   * Counts the trials of a run, one for each fork.
   *
   * @param ended how many ended, well or not
   * @param planned how many were to be run, without those of cells that cannot run
   * @param seconds from the start to the end of each process, added up; a run that was resumed took
   *     longer
   */
  public record Trials(long ended, long planned, double seconds) {}
}
