package backbench.certificate;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;

/**
 * Names the draw of weights and batches on which a network is compared.
 *
 * @param number of the draw, from 0
 * @param tippedBranches how many rectifiers and pools noise tips in its first step
 */
public record Draw(int number, int tippedBranches) {

  /** Checks that neither is negative. */
  public Draw {
    if (number < 0 || tippedBranches < 0) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "a draw has a number and a count from 0, not " + number + " and " + tippedBranches);
    }
  }
}
