package backbench.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

  @ParameterizedTest(name = "in {0}, kernel {1}, stride {2}: out {3}, {4} before, {5} after")
  @CsvSource({
    "28, 3, 1, 28, 1, 1",
    "28, 4, 1, 28, 1, 2",
    "28, 2, 1, 28, 0, 1",
    "28, 2, 2, 14, 0, 0",
    "29, 2, 2, 15, 0, 1",
    "7, 3, 2, 4, 1, 1",
    "8, 3, 2, 4, 0, 1",
    "5, 2, 3, 2, 0, 0",
    "5, 1, 2, 3, 0, 0",
    "3, 7, 1, 3, 3, 3",
    "227, 11, 4, 57, 4, 4"
  })
  void samePaddingFollowsTensorFlow(
      int in, int kernel, int stride, int out, int before, int after) {
    Window.Placement placement =
        Window.square(kernel, stride, new Padding.Same()).on(Shape.image(1, in, in));

    assertThat(placement).isEqualTo(new Window.Placement(out, out, before, after, before, after));
  }

  @ParameterizedTest(name = "in {0}, kernel {1}, stride {2}: out {3}")
  @CsvSource({
    "28, 3, 1, 26",
    "28, 2, 2, 14",
    "29, 2, 2, 14",
    "227, 11, 4, 55",
    "55, 3, 2, 27",
    "3, 3, 5, 1"
  })
  void validDropsTheRemainder(int in, int kernel, int stride, int out) {
    Window.Placement placement =
        Window.square(kernel, stride, new Padding.Valid()).on(Shape.image(1, in, in));

    assertThat(placement).isEqualTo(new Window.Placement(out, out, 0, 0, 0, 0));
  }

  @Test
  void explicitPaddingMayDifferOnEverySide() {
    Window window = new Window(3, 2, 2, 1, new Padding.Explicit(1, 0, 2, 3));

    Window.Placement placement = window.on(Shape.image(4, 6, 5));

    assertThat(placement).isEqualTo(new Window.Placement(3, 9, 1, 0, 2, 3));
    assertThat(placement.isSymmetric()).isFalse();
    assertThat(placement.isUnpadded()).isFalse();
  }

  @Test
  void aKernelLargerThanThePaddedImageIsRefused() {
    assertThatThrownBy(() -> Window.square(5, 1, new Padding.Valid()).on(Shape.image(1, 5, 4)))
        .isInstanceOf(GraphException.class)
        .hasMessage("a kernel of width 5 does not fit an input of width 4 (padding included)");
  }

  @Test
  void paddingIsAtMost1024OnEverySide() {
    assertThat(new Padding.Explicit(1024, 0, 1024, 0).top()).isEqualTo(1024);
    for (int side : new int[] {-1, 1025, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> new Padding.Explicit(0, 0, 0, side))
          .isInstanceOf(GraphException.class)
          .hasMessage("padding is from 0 to 1024 on every side, not " + side);
    }
  }

  @Test
  void anImageOfTheLargestSizeIsPlacedWithoutOverflow() {
    Shape line = Shape.image(1, 1, Integer.MAX_VALUE);
    assertThat(Window.square(1, 1024, new Padding.Same()).on(line).outWidth()).isEqualTo(1 << 21);
    Window padded = Window.square(1, 1, new Padding.Explicit(0, 0, 1, 0));
    assertThatThrownBy(() -> padded.on(line))
        .isInstanceOf(GraphException.class)
        .hasMessage("padding makes an output of width 2147483648, above 2^31 - 1");
  }

  @Test
  void aKernelTooLargeToCountIsRefused() {
    Layer layer = new Layer.Conv2d(4096, Window.square(1024, 1, new Padding.Same()), false);
    assertThatThrownBy(() -> layer.parameters("huge", List.of(Shape.image(1, 8, 8))))
        .isInstanceOf(GraphException.class)
        .hasMessage("4096 channels times 1048576 pixels of a kernel are more than 2^31 - 1");
  }

  @Test
  void aStrideOfZeroIsRefused() {
    assertThatThrownBy(() -> Window.square(3, 0, new Padding.Valid()))
        .isInstanceOf(GraphException.class)
        .hasMessage("stride is from 1 to 1024, not 0");
  }
}
