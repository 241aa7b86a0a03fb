package backbench.run.certify;

import backbench.results.CertificateResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a certificate with what it does not see.
 *
 * @param certificate the certificate
 * @param refusal why the backend says that it does not do this at all; null if it does not say so
 * @param unseen the mistakes that would pass as well; null if that is not known
 * @param powerSeconds how long it took to find that out; 0 if it was known
 */
public record Proof(
    CertificateResult certificate,
    @Nullable String refusal,
    @Nullable List<String> unseen,
    double powerSeconds) {

  /** Copies the list. */
  public Proof {
    unseen = unseen == null ? null : List.copyOf(unseen);
  }
}
