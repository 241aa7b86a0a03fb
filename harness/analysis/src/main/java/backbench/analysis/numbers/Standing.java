package backbench.analysis.numbers;

import backbench.results.CertificateResult.Check;
import backbench.results.Status;
import java.util.Optional;

/**
 * Says whether a cell's numbers count.
 *
 * @param status the worst of its forks and its certificate
 * @param forksEnded how many forks ended, well or not
 * @param forksMeasured how many of them were measured to their end
 * @param proof what its certificate shows
 * @param worstCheck the check that came closest to its tolerance, or went furthest beyond; absent
 *     without a certificate that compared anything
 */
public record Standing(
    Status status, int forksEnded, int forksMeasured, Proof proof, Optional<Check> worstCheck) {

  /** Says what a certificate shows. */
  public enum Proof {
    /** There is none. */
    NONE,
    /** None could be made. */
    NOT_MADE,
    /** Every check holds. */
    PASSED,
    /** Some check does not hold. */
    FAILED
  }

  /** Tells whether a fork ended badly, so that what the others reached is what survived. */
  public boolean forksLost() {
    return forksMeasured < forksEnded;
  }
}
