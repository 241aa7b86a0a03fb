package backbench.run.certify;

import backbench.results.CertificateResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a certificate with what is known beside it.
 *
 * @param certificate the certificate
 * @param refusal why the backend says that it does not do this at all; null if it does not say so
 * @param seen whether certificates like this see each mistake; empty if that is not known
 * @param powerSeconds how long it took to find that out; 0 if it was known
 */
public record Proof(
    CertificateResult certificate,
    @Nullable String refusal,
    Map<String, Boolean> seen,
    double powerSeconds) {

  /** Copies the map, in its order. */
  public Proof {
    seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }

  /** Returns the same proof for another cell, for which nothing had to be found out. */
  Proof shared() {
    return new Proof(certificate, refusal, seen, 0);
  }
}
