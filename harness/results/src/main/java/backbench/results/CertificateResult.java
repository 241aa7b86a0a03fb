package backbench.results;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the proof, or the failed attempt at one, that a backend computes a network as pinned.
 *
 * @param passed whether every check holds
 * @param format the certificate's format version, as the conformance kit states it
 * @param madeAt when it was made
 * @param cached whether it comes from the cache rather than from this run
 * @param pluginDigest the plugin that it is about
 * @param graphDigest the network that it is about
 * @param recipeDigest the recipe that it is about
 * @param seconds how long it took to make, the start of the backend not counted
 * @param problem why no complete certificate could be made; null if one was
 * @param deviations the backend's declared differences that were allowed for, with their bounds
 * @param checks what was compared
 */
public record CertificateResult(
    boolean passed,
    int format,
    Instant madeAt,
    boolean cached,
    String pluginDigest,
    String graphDigest,
    String recipeDigest,
    double seconds,
    @Nullable String problem,
    List<String> deviations,
    List<Check> checks) {

  /** Copies the lists. */
  public CertificateResult {
    deviations = List.copyOf(deviations);
    checks = List.copyOf(checks);
  }

  /**
   * Holds one comparison with the oracle.
   *
   * @param rule the rule's number: {@code N3}
   * @param subject what the rule compares
   * @param error the scaled relative error where it comes closest to its tolerance, or exceeds it
   *     most; {@link Double#MAX_VALUE} where nothing finite could be compared
   * @param tolerance the largest that passes there
   * @param passed whether the check holds
   * @param note where that was, or why nothing could be compared; empty for nothing
   */
  public record Check(
      String rule, String subject, double error, double tolerance, boolean passed, String note) {

    /** Tells whether there is an error to show, and not only a failure. */
    public boolean compared() {
      return error < Double.MAX_VALUE;
    }

    /** Returns how much of its tolerance the check used up; above 1 for a failure. */
    public double share() {
      if (error == 0) {
        return 0;
      }
      return tolerance > 0 ? error / tolerance : Double.POSITIVE_INFINITY;
    }
  }
}
