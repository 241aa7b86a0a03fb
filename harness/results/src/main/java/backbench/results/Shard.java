package backbench.results;

import backbench.plausibility.Peak;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is true of one machine's part of a run.
 *
 * <p>A run that one command measured has one shard. Numbers of two shards are of two machines: they
 * lie beside each other and make no ratio.
 *
 * @param machine what it ran on
 * @param loadAverage of the last minute when the run began; null where the system has none
 * @param peaks what the machine can do at most, by number of threads; empty if it was not measured
 * @param provenance what was measured, as version control and CI name it
 */
public record Shard(
    Machine machine, @Nullable Double loadAverage, List<Peak> peaks, Provenance provenance) {

  /** Copies the list. */
  public Shard {
    peaks = List.copyOf(peaks);
  }

  /** Returns this shard with what its machine can do at most. */
  Shard with(List<Peak> measured) {
    return new Shard(machine, loadAverage, measured, provenance);
  }

  /**
   * Says what was measured, as version control and CI name it; null where they say nothing.
   *
   * @param commit the commit of the folder in which the run was started, or the one that CI names
   * @param dirty whether that folder had changes
   * @param branch the branch; of a pull request, the one that it comes from
   * @param pullRequest the number of the pull or merge request
   * @param ciAddress where CI shows the job
   */
  public record Provenance(
      @Nullable String commit,
      @Nullable Boolean dirty,
      @Nullable String branch,
      @Nullable String pullRequest,
      @Nullable String ciAddress) {

    /** Nothing is known. */
    public static final Provenance UNKNOWN = new Provenance(null, null, null, null, null);
  }
}
