package backbench.results.file;

import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import backbench.results.samples.PartException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says what a run is to do.
 *
 * @param run the run with nothing found yet; cells that cannot run say so already, all others are
 *     {@link Status#INTERRUPTED}
 * @param trials in the order in which they are to run
 */
public record PlannedRun(RunResult run, List<Trial> trials) {

  /** Copies the trials, and checks that each is of a cell and is there once. */
  public PlannedRun {
    trials = List.copyOf(trials);
    Set<List<Integer>> seen = new HashSet<>();
    for (Trial trial : trials) {
      if (trial.cell() < 0 || trial.cell() >= run.cells().size()) {
        throw new IllegalArgumentException(
            "there is a trial of cell " + trial.cell() + " and no such cell");
      }
      if (!seen.add(List.of(trial.cell(), trial.place().fork()))) {
        throw new PartException(
            "trials",
            "fork "
                + trial.place().fork()
                + " of cell "
                + trial.cell()
                + " is there twice, expected each once");
      }
    }
  }

  /**
   * Plans one fork of one cell.
   *
   * @param cell the index in {@link RunResult#cells()}
   * @param place which fork of the cell it is, and when its turn is
   */
  public record Trial(int cell, ForkResult.Place place) {}
}
