package backbench.results;

/** Says how a fork, or a cell as a whole, ended; ordered from best to worst. */
public enum Status {
  /** Everything that was asked for was measured, and the certificate holds. */
  OK,
  /** Measured, and no certificate could be made: shown, never ranked. */
  UNCERTIFIED,
  /** Measured, and the certificate failed: another network was computed. Shown, never ranked. */
  WRONG,
  /** Measured, and the times cannot be those of the work: shown, never ranked. */
  IMPLAUSIBLE,
  /** Not measured: the run was interrupted before. A resumed run makes up for it. */
  INTERRUPTED,
  /** Not measured: the plugin cannot run here. */
  UNAVAILABLE,
  /** Not measured: the backend says that it does not do this network, recipe or configuration. */
  UNSUPPORTED,
  /** The loss was no longer a finite number. */
  NOT_FINITE,
  /** Memory ran out, in the JVM or outside it. */
  OUT_OF_MEMORY,
  /** The worker took longer than the suite allows, and was killed. */
  TIMED_OUT,
  /** The worker reported an error. */
  FAILED,
  /** The worker died without a word, or left its channel in a state that cannot be read. */
  CRASHED;

  /** Tells whether samples of this status may enter a comparison. */
  public boolean ranked() {
    return this == OK;
  }

  /** Tells whether the samples are complete, even if they prove nothing. */
  public boolean measured() {
    return this == OK || this == UNCERTIFIED || this == WRONG || this == IMPLAUSIBLE;
  }

  /** Returns the worse of two. */
  public Status worse(Status other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
