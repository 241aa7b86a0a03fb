package backbench.results;

import backbench.results.samples.Amount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the proof, or the failed attempt at one, that a backend computes a network as pinned.
 *
 * @param format the certificate's format version, as the conformance kit states it: what its rules
 *     compared and how strictly
 * @param passed whether every check holds, and there is one
 * @param problem why no complete certificate could be made; null if one was
 * @param making when and how it was made
 * @param subject what it is about
 * @param deviations the backend's declared differences that were allowed for, with their bounds;
 *     null in results from before they were kept
 * @param unseen mistakes of an engine that the certificate would not have seen; null where that was
 *     not found out, and in results from before it was
 * @param checks what was compared
 */
public record CertificateResult(
    int format,
    boolean passed,
    @Nullable String problem,
    Making making,
    Subject subject,
    @Nullable List<String> deviations,
    @Nullable List<String> unseen,
    List<Check> checks) {

  /** The format of the certificates that this build makes. */
  public static final int CURRENT_FORMAT = 3;

  /**
   * Copies the lists, and checks that the verdict is what the checks say and the format one that
   * this build knows.
   */
  public CertificateResult {
    if (format < 1 || format > CURRENT_FORMAT) {
      throw new IllegalArgumentException(
          "the certificate is of format "
              + format
              + ", expected one from 1 to "
              + CURRENT_FORMAT
              + ", which this build knows");
    }
    if (passed != proved(problem, checks)) {
      throw new IllegalArgumentException(
          "the certificate says that it "
              + (passed ? "passed" : "failed")
              + ", and its checks say otherwise");
    }
    deviations = deviations == null ? null : List.copyOf(deviations);
    unseen = unseen == null ? null : List.copyOf(unseen);
    checks = List.copyOf(checks);
  }

  /**
   * Makes a certificate of this build's format, which passed if all checks hold.
   *
   * @param problem why no complete certificate could be made; null if one was
   */
  public static CertificateResult of(
      @Nullable String problem,
      Making making,
      Subject subject,
      List<String> deviations,
      List<Check> checks) {
    return new CertificateResult(
        CURRENT_FORMAT,
        proved(problem, checks),
        problem,
        making,
        subject,
        deviations,
        null,
        checks);
  }

  private static boolean proved(@Nullable String problem, List<Check> checks) {
    return problem == null && !checks.isEmpty() && checks.stream().allMatch(Check::passed);
  }

  /** Tells whether nothing is wrong and too little was held to prove that all is right. */
  public boolean inconclusive() {
    return problem != null && !checks.isEmpty() && checks.stream().allMatch(Check::passed);
  }

  /** Returns this certificate as one that was found in the cache. */
  public CertificateResult fromCache() {
    return new CertificateResult(
        format,
        passed,
        problem,
        new Making(making.madeAt(), making.seconds(), true),
        subject,
        deviations,
        unseen,
        checks);
  }

  /** Returns this certificate with what it would not have seen. */
  public CertificateResult withUnseen(List<String> mistakes) {
    return new CertificateResult(
        format, passed, problem, making, subject, deviations, mistakes, checks);
  }

  /**
   * Says when and how a certificate was made.
   *
   * @param madeAt when it was made
   * @param seconds how long it took to make, the start of the backend not counted
   * @param cached whether it comes from the cache rather than from this run
   */
  public record Making(Instant madeAt, double seconds, boolean cached) {

    /** Checks the time. */
    public Making {
      Amount.requireTime("seconds", seconds);
    }
  }

  /**
   * Names what a certificate is about.
   *
   * @param pluginDigest the plugin
   * @param graphDigest the network
   * @param recipeDigest the recipe
   */
  public record Subject(String pluginDigest, String graphDigest, String recipeDigest) {}

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

    /** Both are quotients by the size of a tensor, each rounded. */
    private static final double ROUNDING = 1e-9;

    /** Checks that an error above its tolerance did not pass. */
    public Check {
      if (passed && !within(error, tolerance)) {
        throw new IllegalArgumentException(
            "check "
                + rule
                + " says that it passed, with an error of "
                + error
                + " and a tolerance of "
                + tolerance);
      }
    }

    /**
     * Makes a check, which passed if it holds and its error is within its tolerance.
     *
     * @param holds whether all else that the rule asks for holds
     */
    public static Check of(
        String rule, String subject, double error, double tolerance, boolean holds, String note) {
      return new Check(rule, subject, error, tolerance, holds && within(error, tolerance), note);
    }

    private static boolean within(double error, double tolerance) {
      return error <= tolerance * (1 + ROUNDING);
    }

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
