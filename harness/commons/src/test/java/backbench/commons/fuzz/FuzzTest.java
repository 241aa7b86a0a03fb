package backbench.commons.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {

  private static final byte[] VALID = "count: 12".getBytes(UTF_8);

  @Test
  void eachTimeTheInputsAreTheSame() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    Fuzz.of("a")
        .from(VALID)
        .words("[A-Za-z0-9.+-]+")
        .feed(bytes -> first.add(new String(bytes, UTF_8)));
    Fuzz.of("a")
        .from(VALID)
        .words("[A-Za-z0-9.+-]+")
        .feed(bytes -> second.add(new String(bytes, UTF_8)));

    assertThat(first).hasSize(1 + Fuzz.inputs()).isEqualTo(second);
    assertThat(first.stream().distinct().count()).isGreaterThan(Fuzz.inputs() / 2);
  }

  @Test
  void aRefusalIsAnAnswer() {
    Fuzz.Outcome outcome =
        Fuzz.of("b")
            .from(VALID)
            .feed(
                bytes -> {
                  if (!new String(bytes, UTF_8).startsWith("count")) {
                    throw new BackbenchException(ErrorCode.INVALID_DATA, "no count");
                  }
                });

    assertThat(outcome.refused()).isPositive();
    assertThat(outcome.read()).isPositive();
  }

  @Test
  void anythingElseIsFound() {
    assertThatThrownBy(() -> Fuzz.of("c").from(VALID).feed(bytes -> parse(bytes[8])))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("c: input ")
        .hasMessageContaining("ArrayIndexOutOfBounds");
  }

  @Test
  void repairsAreMadeOfAboutHalf() {
    List<String> seen = new ArrayList<>();

    Fuzz.of("d")
        .from(VALID)
        .repairedBy(unused -> "repaired".getBytes(UTF_8))
        .feed(bytes -> seen.add(new String(bytes, UTF_8)));

    assertThat(seen.stream().filter("repaired"::equals).count())
        .isBetween(Fuzz.inputs() / 3L, 2L * Fuzz.inputs() / 3);
  }

  private static void parse(byte digit) {
    if (digit < 0) {
      throw new IllegalStateException("below 0");
    }
  }
}
