package backbench.cli.progress;

import backbench.results.CellKey;
import backbench.results.ForkResult;
import backbench.results.Status;
import backbench.run.RunListener.Plan;
import backbench.run.RunListener.TrialId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Estimates how long a run will still take, from the trials that have ended.
 *
 * <p>A trial is expected to take the mean of its cell's trials so far; of its workload's while the
 * cell has none; of all while the workload has none. Cells whose last trial failed are left out:
 * most are not tried again, and the others fail soon.
 */
final class TimeLeft {

  private final Map<CellKey, double[]> secondsAndCounts = new HashMap<>();
  private final Map<CellKey, Integer> forksDone = new HashMap<>();
  private final Set<CellKey> skipped = new HashSet<>();
  private final Set<CellKey> failing = new HashSet<>();
  private List<CellKey> cells = List.of();
  private int trials;
  private int block;

  void planned(Plan plan) {
    cells = plan.cells();
    trials = plan.trials();
  }

  void skipped(CellKey cell) {
    skipped.add(cell);
  }

  void started(TrialId trial) {
    // Blocks hold one fork of each cell, so the fork tells how far the others are.
    block = Math.max(block, trial.fork());
  }

  void ended(TrialId trial, ForkResult result) {
    if (result.status() == Status.OK) {
      failing.remove(trial.cell());
    } else {
      failing.add(trial.cell());
    }
    double[] sums = secondsAndCounts.computeIfAbsent(trial.cell(), cell -> new double[2]);
    sums[0] += result.resources().wallSeconds();
    sums[1]++;
    forksDone.merge(trial.cell(), trial.fork() + 1, Math::max);
  }

  /**
   * Estimates the seconds left.
   *
   * @param running the trial under way counts in full; its elapsed seconds are taken off
   * @return empty while nothing is planned or no trial has ended
   */
  OptionalDouble seconds(double running) {
    int measured = cells.size() - skipped.size();
    if (measured <= 0) {
      return OptionalDouble.empty();
    }
    int forks = (int) Math.ceil(trials / (double) measured);
    double left = 0;
    for (CellKey cell : cells) {
      if (!skipped.contains(cell) && !failing.contains(cell)) {
        OptionalDouble each = expected(cell);
        if (each.isEmpty()) {
          return OptionalDouble.empty();
        }
        left += each.getAsDouble() * Math.max(0, forks - forksDone.getOrDefault(cell, block));
      }
    }
    return OptionalDouble.of(Math.max(0, left - running));
  }

  private OptionalDouble expected(CellKey cell) {
    OptionalDouble own = mean(cell::equals);
    if (own.isPresent()) {
      return own;
    }
    OptionalDouble workload = mean(other -> other.workload().equals(cell.workload()));
    return workload.isPresent() ? workload : mean(other -> true);
  }

  private OptionalDouble mean(Predicate<CellKey> which) {
    double seconds = 0;
    double count = 0;
    for (Map.Entry<CellKey, double[]> entry : secondsAndCounts.entrySet()) {
      if (which.test(entry.getKey())) {
        seconds += entry.getValue()[0];
        count += entry.getValue()[1];
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / count);
  }
}
