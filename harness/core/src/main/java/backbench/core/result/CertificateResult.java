package backbench.core.result;

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
 * @param seconds how long it took to make
 * @param problem why no complete certificate could be made; null if one was
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
    List<Check> checks) {

  /** Copies the list. */
  public CertificateResult {
    checks = List.copyOf(checks);
  }

  /**
   * Holds one comparison with the oracle.
   *
   * @param rule the rule's number and name
   * @param subject what was compared: a parameter's name, {@code logits}, {@code loss}
   * @param error the largest scaled relative error
   * @param tolerance the largest that passes
   * @param passed whether the check holds
   * @param note what else a reader must know; empty for nothing
   */
  public record Check(
      String rule, String subject, double error, double tolerance, boolean passed, String note) {}
}
