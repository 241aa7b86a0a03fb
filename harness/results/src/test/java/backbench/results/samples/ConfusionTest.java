package backbench.results.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {

  private static final Confusion ONE = new Confusion(List.of(List.of(3L, 1L), List.of(0L, 4L)));

  @Test
  void matricesAddUpClassByClass() {
    assertThat(ONE.plus(new Confusion(List.of(List.of(1L, 0L), List.of(2L, 5L)))))
        .isEqualTo(new Confusion(List.of(List.of(4L, 1L), List.of(2L, 9L))));
    assertThatThrownBy(() -> ONE.plus(new Confusion(List.of(List.of(1L)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and of 1 classes");
  }

  @Test
  void whatIsNotSquareOrNotCountedIsNoMatrixNotEvenInAFile() {
    assertThatThrownBy(() -> new Confusion(List.of(List.of(1L, 2L))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Confusion(List.of(List.of(-1L))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
