package backbench.analysis.numbers;

import backbench.results.CellKey.Configuration;
import backbench.results.Status;
import java.util.Optional;

/**
 * Says who the cells of a workload are compared with.
 *
 * @param choice whether there is a baseline, and if not, why
 * @param asked the backend that the suite or the caller named; absent where neither did
 * @param configuration the one that was chosen for the run; absent where none could be
 * @param status of its cell in this workload; absent where it has none
 */
public record Baseline(
    Choice choice,
    Optional<String> asked,
    Optional<Configuration> configuration,
    Optional<Status> status) {

  /** Says whether there is a baseline. */
  public enum Choice {
    /** There is one, and it is ranked. */
    CHOSEN,
    /** Nobody asked for one, and no cell of the run is ranked. */
    NOBODY_RANKED,
    /** The backend that was asked for is not in this run. */
    NOT_IN_RUN,
    /** The configuration has no cell in this workload. */
    NOT_IN_WORKLOAD,
    /** The configuration's cell in this workload is not ranked. */
    NOT_RANKED
  }

  /** Tells whether the others have ratios. */
  public boolean chosen() {
    return choice == Choice.CHOSEN;
  }
}
