package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

  @Test
  void onlyWhatAShellWouldTakeApartIsQuoted() {
    assertThat(ShellWords.joined(List.of("./backbench", "run", "a/b-1.yaml", "--epochs", "3")))
        .isEqualTo("./backbench run a/b-1.yaml --epochs 3");
    assertThat(ShellWords.joined(List.of("my runs", "$HOME", "it's", "", "~")))
        .isEqualTo("'my runs' '$HOME' 'it'\\''s' '' '~'");
  }
}
