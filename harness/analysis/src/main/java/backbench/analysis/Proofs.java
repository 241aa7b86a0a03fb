package backbench.analysis;

import backbench.analysis.numbers.Standing.Proof;
import backbench.results.CertificateResult;
import backbench.results.CertificateResult.Check;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sums up certificates. */
final class Proofs {

  private Proofs() {}

  static Proof proof(@Nullable CertificateResult certificate) {
    if (certificate == null) {
      return Proof.NONE;
    }
    if (certificate.problem() != null) {
      return Proof.NOT_MADE;
    }
    return certificate.passed() ? Proof.PASSED : Proof.FAILED;
  }

  /** Finds the check that came closest to its tolerance, or went furthest beyond. */
  static Optional<Check> worst(@Nullable CertificateResult certificate) {
    return certificate == null
        ? Optional.empty()
        : certificate.checks().stream()
            .filter(check -> check.passed() == certificate.passed())
            .max(Comparator.comparingDouble(Check::share));
  }
}
