package backbench.run.certify;

import backbench.results.CertificateResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a certificate with what it does not see.
 *
 * @param certificate the certificate
 * @param refusal why the backend says that it does not do this at all; null if it does not say so
 * @param unseen the mistakes that would pass as well; null if that is not known
 * @param seen whether each mistake is seen; empty if that is not known
 * @param powerSeconds how long it took to find that out; 0 if it was known
 */
public record Proof(
    CertificateResult certificate,
    @Nullable String refusal,
    @Nullable List<String> unseen,
    Map<String, Boolean> seen,
    double powerSeconds) {

  /** Copies the collections, in their order. */
  public Proof {
    unseen = unseen == null ? null : List.copyOf(unseen);
    seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }
}
