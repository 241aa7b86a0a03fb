package backbench.certificate;

/** Says what came of a rule. */
public enum Verdict {
  /** Everything was within its tolerance, and the tolerances were tight enough to prove it. */
  PASSED,
  /**
   * Everything was within its tolerance, of which too few were tight: nothing is wrong or proved.
   */
  INCONCLUSIVE,
  /** Something was beyond its tolerance, or could not be compared. */
  FAILED
}
