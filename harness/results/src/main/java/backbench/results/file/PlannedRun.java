package backbench.results.file;

import backbench.results.ForkResult;
import backbench.results.RunResult;
import backbench.results.Status;
import java.util.List;

/**
 * Says what a run is to do.
 *
 * @param run the run with nothing found yet; cells that cannot run say so already, all others are
 *     {@link Status#INTERRUPTED}
 * @param trials in the order in which they are to run
 */
public record PlannedRun(RunResult run, List<Trial> trials) {

  /** Copies the trials and checks that each is of a cell. */
  public PlannedRun {
    trials = List.copyOf(trials);
    for (Trial trial : trials) {
      if (trial.cell() < 0 || trial.cell() >= run.cells().size()) {
        throw new IllegalArgumentException(
            "there is a trial of cell " + trial.cell() + " and no such cell");
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
