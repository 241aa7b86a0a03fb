package backbench.results;

import backbench.plausibility.Peak;
import backbench.plausibility.Plausibility;
import backbench.results.samples.PredictResult;
import backbench.spi.Device;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a cell by its forks, its certificate and its machine.
 *
 * @param status the worst that holds
 * @param reason why; null for {@code OK}
 */
record CellStatus(Status status, @Nullable String reason) {

  /**
   * Judges.
   *
   * @param planned how many forks were asked for
   * @param pace how fast the forks can have been
   */
  static CellStatus of(
      List<ForkResult> forks, int planned, @Nullable CertificateResult certificate, Pace pace) {
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
    return proved.status() == Status.WRONG
        ? proved
        : plausible(forks, planned, pace).orElse(proved);
  }

  /** Judges the times; empty if nothing speaks against them. */
  private static Optional<CellStatus> plausible(List<ForkResult> forks, int planned, Pace pace) {
    for (ForkResult fork : forks) {
      ClockCheck clock = fork.training().clock();
      Optional<String> problem = clock == null ? Optional.empty() : clock.problem();
      problem = problem.or(() -> pace.problem(fork.training()));
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

  /** Holds the times of a cell's forks against what its machine can do at most. */
  static final class Pace {

    private final CellResult.@Nullable LeastFacts least;
    private final int batch;
    private final @Nullable Peak peak;

    /**
     * Prepares the judgement of a cell.
     *
     * @param peaks of its machine; without that of the cell's threads nothing is judged, nor is it
     *     on another device than the processor
     */
    Pace(CellKey key, CellResult.Subject subject, List<Peak> peaks) {
      this.least = subject.network().least();
      this.batch = subject.recipe().batch();
      this.peak =
          peaks.stream()
              .filter(each -> key.device() == Device.CPU)
              .filter(each -> each.threads() == key.threads())
              .findFirst()
              .orElse(null);
    }

    /** Says which time of a fork is shorter than its work takes at least; empty if none is. */
    Optional<String> problem(TrainingOutcome training) {
      if (least == null || peak == null) {
        return Optional.empty();
      }
      for (EpochResult epoch : training.epochs()) {
        Optional<String> objection =
            Plausibility.objection(
                "samples", least.training(), batch, epoch.samples(), epoch.loopSeconds(), peak);
        if (objection.isPresent()) {
          return objection.map(why -> "training in epoch " + epoch.epoch() + " is " + why);
        }
      }
      for (PredictResult timed : training.predictions()) {
        Optional<String> objection =
            Plausibility.objection(
                "predictions",
                least.prediction(),
                timed.batch(),
                timed.samples(),
                timed.loopSeconds(),
                peak);
        if (objection.isPresent()) {
          return objection.map(why -> "prediction is " + why);
        }
      }
      return Optional.empty();
    }
  }
}
