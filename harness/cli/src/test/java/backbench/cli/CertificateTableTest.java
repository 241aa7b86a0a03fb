package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.ExitCode;
import backbench.results.CertificateResult;
import backbench.results.CertificateResult.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateTableTest {

  @Test
  void everyCellShowsItsWorstErrorByRuleAndTheLastRowTheWorstOfAll() {
    CertificateTable table = new CertificateTable();
    table.add("nin", "a", certificate(null, check("N1", 1e-7, 1e-5), check("N9", 0, 0)));
    table.add("nin", "b", certificate(null, check("N1", 4e-6, 1e-5), check("N9", 0, 0)));

    assertThat(table.columns().lines())
        .containsExactly(
            "network  backend  certificate  closest       N1       N9",
            "nin      a        passed       N1 1%    1.0e-07  0.0e+00",
            "nin      b        passed       N1 40%   4.0e-06  0.0e+00",
            "all                            N1 40%   4.0e-06  0.0e+00");
    assertThat(table.summary()).isEqualTo("2 of 2 certificates passed");
    assertThat(table.legend().orElseThrow()).contains("(N1 subject of N1, N9 subject of N9)");
    assertThat(table.failures()).isEmpty();
  }

  @Test
  void whatFailedIsListedAndWhatWasNotTriedCountsAsNeither() {
    CertificateTable table = new CertificateTable();
    table.add("nin", "a", certificate(null, check("N1", 2e-5, 1e-5), check("N9", 1, 0)));
    table.add("nin", "b", certificate("the worker crashed"));
    table.skip("nin", "c", "unsupported", "c does not compute lrn");

    assertThat(table.columns().lines().get(1)).contains("FAILED").contains("N9 over 1000%");
    assertThat(table.columns().lines().get(3)).isEqualTo("nin      c        unsupported");
    assertThat(table.summary()).isEqualTo("0 of 2 certificates passed, 1 not tried");
    assertThat(table.skipped()).containsExactly("nin on c, unsupported: c does not compute lrn");
    assertThat(table.failures())
        .containsExactly(
            "nin on a, rule N1, subject of N1: note of N1",
            "nin on a, rule N9, subject of N9: note of N9",
            "nin on b: the worker crashed");
  }

  @Test
  void aMissingNativeIsUnavailableEverywhereAndLacksSomethingOnThisMachine() {
    CertificateTable table = new CertificateTable();
    table.add("nin", "a", certificate(null, check("N1", 1e-7, 1e-5)));
    table.add("nin", "b", certificate("UNAVAILABLE: no libtorch here"));

    assertThat(table.columns().lines().get(2)).isEqualTo("nin      b        unavailable");
    assertThat(table.failures()).containsExactly("nin on b, unavailable: no libtorch here");
    assertThat(table.summary()).isEqualTo("1 of 2 certificates passed");
    assertThat(table.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
  }

  @Test
  void aCertificateThatFailedWeighsMoreThanOneThatCannotBeMade() {
    CertificateTable table = new CertificateTable();
    table.add("nin", "a", certificate(null, check("N1", 2e-5, 1e-5)));
    table.add("nin", "b", certificate("UNAVAILABLE: no libtorch here"));

    assertThat(table.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
  }

  @Test
  void onlyCertificatesThatPassedAreASuccess() {
    CertificateTable none = new CertificateTable();
    none.skip("nin", "c", "unsupported", "c does not compute lrn");
    CertificateTable passed = new CertificateTable();
    passed.add("nin", "a", certificate(null, check("N1", 1e-7, 1e-5)));
    passed.skip("nin", "c", "unsupported", "c does not compute lrn");

    assertThat(none.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(passed.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aTableWithoutRulesHasNoLegendOfThem() {
    CertificateTable table = new CertificateTable();
    table.skip("nin", "a", "unsupported", "a computes on CPU only, not on GPU");

    assertThat(table.legend()).isEmpty();
    assertThat(table.skipped())
        .containsExactly("nin on a, unsupported: a computes on CPU only, not on GPU");
  }

  @Test
  void aCheckThatComparedNothingShowsNoErrorThatNobodyMeasured() {
    CertificateTable table = new CertificateTable();
    table.add("nin", "a", certificate(null, check("N1", Double.MAX_VALUE, 0)));

    assertThat(table.columns().lines().get(1))
        .isEqualTo("nin      a        FAILED       N1 failed  failed");
  }

  @Test
  void whatACertificateAllowedForIsListed() {
    CertificateTable table = new CertificateTable();
    table.add(
        "nin",
        "a",
        new CertificateResult(
            CertificateResult.CURRENT_FORMAT,
            true,
            null,
            new CertificateResult.Making(Instant.EPOCH, 1, false),
            new CertificateResult.Subject("", "", ""),
            List.of("x (by 0.1)"),
            null,
            List.of(check("N1", 1e-7, 1e-5))));

    assertThat(table.allowances())
        .containsExactly("nin on a, with the declared deviation x (by 0.1)");
  }

  @Test
  void whatIsInconclusiveIsNotCalledWrong() {
    CertificateTable table = new CertificateTable();
    table.add("nin", "a", certificate("inconclusive: N4 held 1%", check("N4", 1e-7, 1e-5)));

    assertThat(table.columns().lines().get(1)).startsWith("nin      a        inconclusive");
    assertThat(table.summary()).isEqualTo("0 of 1 certificates passed");
    assertThat(table.failures()).containsExactly("nin on a: inconclusive: N4 held 1%");
  }

  @Test
  void whatCertificatesDoNotSeeIsSaidOnceForANetwork() {
    CertificateTable table = new CertificateTable();
    CertificateResult passed = certificate(null, check("N1", 1e-7, 1e-5));
    List<String> mistakes = List.of("adam: a tenth of epsilon", "inputs of 16 bits");
    table.add("nin", "a", passed.withUnseen(mistakes));
    table.add("nin", "b", passed.withUnseen(mistakes));
    table.add("conv3x3", "a", passed.withUnseen(List.of()));
    table.add("deep-cnn", "a", certificate(null, check("N1", 1, 1e-5)).withUnseen(mistakes));

    assertThat(table.unseen())
        .containsExactly("nin passed; does not see: adam: a tenth of epsilon; inputs of 16 bits");
  }

  private static Check check(String rule, double error, double tolerance) {
    return new Check(
        rule, "subject of " + rule, error, tolerance, error <= tolerance, "note of " + rule);
  }

  private static CertificateResult certificate(@Nullable String problem, Check... checks) {
    boolean passed = problem == null && List.of(checks).stream().allMatch(Check::passed);
    return new CertificateResult(
        CertificateResult.CURRENT_FORMAT,
        passed,
        problem,
        new CertificateResult.Making(Instant.EPOCH, 1, false),
        new CertificateResult.Subject("", "", ""),
        List.of(),
        null,
        List.of(checks));
  }
}
