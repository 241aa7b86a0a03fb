package backbench.commons;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(strings = {"\u001B", "\u009B", "\u007F", "\u0085", "\u202E", "\u2066", "\u2028"})
  void whatControlsATerminalOrTheDirectionOfTextIsTakenOut(String control) {
    assertThat(Printable.line("a" + control + "b")).isEqualTo("a b");
    assertThat(Printable.blanked("a" + control + "b")).isEqualTo("a b");
    assertThat(Printable.isUnprintable(control.codePointAt(0))).isTrue();
  }

  @Test
  void whatPeopleWriteStays() {
    assertThat(Printable.line(" ✓ 3 × é – 語 \uD83D\uDE00\t!"))
        .isEqualTo("✓ 3 × é – 語 \uD83D\uDE00 !");
    assertThat(Printable.blanked("a  b")).isEqualTo("a  b");
  }
}
