package backbench.results;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a cell by its forks and its certificate.
 *
 * @param status the worst that holds
 * @param reason why; null for {@code OK}
 */
record CellStatus(Status status, @Nullable String reason) {

  /**
   * Judges.
   *
   * @param planned how many forks were asked for
   */
  static CellStatus of(
      List<ForkResult> forks, int planned, @Nullable CertificateResult certificate) {
    Optional<ForkResult> worst =
        forks.stream()
            .filter(fork -> fork.status() != Status.OK)
            .max(Comparator.comparing(ForkResult::status));
    if (worst.isPresent()) {
      ForkResult fork = worst.get();
      return new CellStatus(fork.status(), where(fork, planned) + fork.reason());
    }
    if (forks.size() < planned) {
      return new CellStatus(
          Status.INTERRUPTED, forks.size() + " of " + planned + " forks were measured");
    }
    CellStatus proved = certified(certificate);
    return proved.status() == Status.WRONG ? proved : plausible(forks, planned).orElse(proved);
  }

  /** Judges the times; empty if nothing speaks against them. */
  private static Optional<CellStatus> plausible(List<ForkResult> forks, int planned) {
    for (ForkResult fork : forks) {
      ClockCheck clock = fork.training().clock();
      Optional<String> problem = clock == null ? Optional.empty() : clock.problem();
      if (problem.isPresent()) {
        return Optional.of(
            new CellStatus(Status.IMPLAUSIBLE, where(fork, planned) + problem.get()));
      }
    }
    return Optional.empty();
  }

  private static String where(ForkResult fork, int planned) {
    return planned == 1 ? "" : "fork " + (fork.fork() + 1) + " of " + planned + ": ";
  }

  private static CellStatus certified(@Nullable CertificateResult certificate) {
    if (certificate == null) {
      return new CellStatus(Status.UNCERTIFIED, "no certificate was made");
    }
    if (certificate.problem() != null) {
      return new CellStatus(
          Status.UNCERTIFIED, "no certificate could be made: " + certificate.problem());
    }
    if (!certificate.passed()) {
      String failed =
          certificate.checks().stream()
              .filter(check -> !check.passed())
              .map(check -> "rule " + check.rule() + ", " + check.subject() + ": " + check.note())
              .findFirst()
              .orElse("nothing was compared");
      return new CellStatus(Status.WRONG, "the certificate failed: " + failed);
    }
    return new CellStatus(Status.OK, null);
  }
}
