package backbench.commons;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> KNOWN = List.of("kernel", "stride", "lenet-mnist", "id", "nin");

  @ParameterizedTest
  @CsvSource({
    "kernal, kernel",
    "kenrel, kernel",
    "KERNEL, kernel",
    "strides, stride",
    "lenet, lenet-mnist",
    "lenet_minst, lenet-mnist",
    "nim, nin",
  })
  void aMistypedNameFindsTheOneThatWasMeant(String typed, String meant) {
    assertThat(NearestName.of(typed, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"colour", "xyz", "le"})
  void aNameThatIsLikeNoOtherFindsNone(String typed) {
    assertThat(NearestName.of(typed, KNOWN)).isEmpty();
  }

  @Test
  void aVeryLongNameCostsNothing() {
    assertThat(NearestName.of("x".repeat(1_000_000), KNOWN)).isEmpty();
  }
}
