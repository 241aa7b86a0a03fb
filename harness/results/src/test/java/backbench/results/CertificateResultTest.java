package backbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.results.CertificateResult.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateResultTest {

  private static final Check HOLDS = new Check("N1", "logits", 1e-7, 1e-5, true, "");
  private static final Check FAILED = new Check("N3", "gradients", 1e-2, 1e-5, false, "conv1");

  private static CertificateResult stored(
      int format, boolean passed, @Nullable String problem, Check... checks) {
    return new CertificateResult(
        format,
        passed,
        problem,
        new CertificateResult.Making(Instant.EPOCH, 1, false),
        new CertificateResult.Subject("a", "b", "c"),
        List.of(),
        null,
        List.of(checks));
  }

  private static boolean passes(@Nullable String problem, Check... checks) {
    CertificateResult like = stored(1, false, "no checks");
    return CertificateResult.of(problem, like.making(), like.subject(), List.of(), List.of(checks))
        .passed();
  }

  @Test
  void itPassesIfThereAreChecksAndAllHoldAndNothingWentWrong() {
    assertThat(passes(null, HOLDS)).isTrue();
    assertThat(passes(null)).isFalse();
    assertThat(passes(null, FAILED)).isFalse();
    assertThat(passes(null, HOLDS, FAILED)).isFalse();
    assertThat(passes("crashed", HOLDS)).isFalse();
  }

  @Test
  void aVerdictThatIsNotThatOfTheChecksIsRefused() {
    String otherwise = "its checks say otherwise";
    assertThatThrownBy(() -> stored(2, true, null, HOLDS, FAILED)).hasMessageContaining(otherwise);
    assertThatThrownBy(() -> stored(2, true, null)).hasMessageContaining(otherwise);
    assertThatThrownBy(() -> stored(2, true, "crashed", HOLDS)).hasMessageContaining(otherwise);
    assertThatThrownBy(() -> stored(2, false, null, HOLDS)).hasMessageContaining(otherwise);
  }

  @Test
  void aFormatThatThisBuildDoesNotKnowIsRefused() {
    for (int format : List.of(-1, 0, CertificateResult.CURRENT_FORMAT + 1, 999)) {
      assertThatThrownBy(() -> stored(format, true, null, HOLDS))
          .hasMessageContaining("the certificate is of format " + format);
    }
    assertThat(stored(1, true, null, HOLDS).passed()).isTrue();
  }

  @Test
  void anErrorBeyondItsToleranceOrNoNumberDoesNotPass() {
    for (double error : List.of(1.1e-5, 1e-4, Double.MAX_VALUE, Double.NaN)) {
      assertThat(Check.of("N1", "logits", error, 1e-5, true, "").passed()).isFalse();
      assertThatThrownBy(() -> new Check("N1", "logits", error, 1e-5, true, ""))
          .hasMessageContaining("check N1 says that it passed");
    }
    assertThat(Check.of("N1", "logits", 1e-5, 1e-5, true, "").passed()).isTrue();
    assertThat(Check.of("N9", "parameters", 0, 0, true, "").passed()).isTrue();
    assertThat(Check.of("N4", "parameters", 0, 1, false, "too little held").passed()).isFalse();
  }
}
