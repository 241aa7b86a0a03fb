package backbench.commons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  @Test
  void membersAreSortedWhateverTheirOrder() {
    CanonicalJson one = CanonicalJson.object().with("b", 1).with("a", List.of("x", true, 2.5));
    CanonicalJson other = CanonicalJson.object().with("a", List.of("x", true, 2.5)).with("b", 1L);

    assertThat(one.text()).isEqualTo("{\"a\":[\"x\",true,2.5],\"b\":1}");
    assertThat(other.sha256()).isEqualTo(one.sha256());
  }

  @Test
  void aMemberWithItsUsualValueIsLeftOut() {
    CanonicalJson without = CanonicalJson.object().with("a", 1);

    assertThat(CanonicalJson.object().with("a", 1).withUnless(false, "new", false).sha256())
        .isEqualTo(without.sha256());
    assertThat(CanonicalJson.object().with("a", 1).withUnless(false, "new", true).sha256())
        .isNotEqualTo(without.sha256());
  }

  @ParameterizedTest
  @CsvSource({
    // The examples of RFC 8785, appendix B.
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
    // Powers of two, below which doubles lie closer than above.
    "3e70000000000000, 5.960464477539063e-8",
    "3d30000000000000, 5.684341886080802e-14",
    "4580000000000000, 6.189700196426902e+26",
  })
  void aDoubleIsSpelledAsTheStandardSays(String bits, String spelled) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertThat(CanonicalJson.object().with("x", value).text()).isEqualTo("{\"x\":" + spelled + "}");
  }

  @Test
  void whatIsSpelledReadsBackToTheBit() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && value != 0) {
        String text = CanonicalJson.object().with("x", value).text();
        assertThat(Double.parseDouble(text.substring(5, text.length() - 1))).isEqualTo(value);
      }
    }
  }

  @Test
  void aWholeDoubleIsSpelledAsAWholeNumber() {
    assertThat(CanonicalJson.object().with("x", 100.0).text())
        .isEqualTo(CanonicalJson.object().with("x", 100).text());
  }

  @Test
  void aWholeNumberThatReadersWouldRoundIsSpelledAsText() {
    assertThat(CanonicalJson.object().with("x", (1L << 53) - 1).text())
        .isEqualTo("{\"x\":9007199254740991}");
    assertThat(CanonicalJson.object().with("x", 1L << 53).text())
        .isEqualTo("{\"x\":\"9007199254740992\"}");
    assertThat(CanonicalJson.object().with("x", Long.MIN_VALUE).text())
        .isEqualTo("{\"x\":\"-9223372036854775808\"}");
  }

  @Test
  void textIsEscapedAsLittleAsJsonAllows() {
    assertThat(CanonicalJson.object().with("x", "é \"\\\n\u0001/").text())
        .isEqualTo("{\"x\":\"é \\\"\\\\\\n\\u0001/\"}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void whatJsonCannotSpellIsRefused(double value) {
    assertThatThrownBy(() -> CanonicalJson.object().with("x", value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRecordIsRefusedSinceItsSpellingIsJavas() {
    record Any(int x) {}

    assertThatThrownBy(() -> CanonicalJson.object().with("x", new Any(1)))
        .hasMessageContaining("no canonical form");
  }

  @Test
  void halfACharacterIsRefused() {
    assertThat(CanonicalJson.object().with("x", "\uD83D\uDE00").text()).hasSize(10);
    assertThatThrownBy(() -> CanonicalJson.object().with("x", "\uD83D"))
        .hasMessageContaining("half a character");
    assertThatThrownBy(() -> CanonicalJson.object().with("x", "a\uDE00"))
        .hasMessageContaining("half a character");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    assertThatThrownBy(() -> CanonicalJson.object().with("x", 1).with("x", 1))
        .hasMessageContaining("'x'");
  }

  @Test
  void theDigestIsOfTheTextInUtf8() {
    assertThat(CanonicalJson.object().sha256())
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }
}
