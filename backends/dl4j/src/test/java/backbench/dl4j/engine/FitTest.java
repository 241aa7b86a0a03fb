package backbench.dl4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.Padding;
import backbench.graph.Shape;
import backbench.graph.Window;
import org.junit.jupiter.api.Test;

class FitTest {

  private static Fit fit(int kernel, int stride, Padding padding) {
    return Fit.of(Window.square(kernel, stride, padding), Shape.image(1, 7, 7));
  }

  @Test
  void alikeOnOppositeSidesIsPutInPixels() {
    Fit fit = fit(3, 1, new Padding.Same());
    assertThat(fit.framed()).isFalse();
    assertThat(fit.same()).isFalse();
    assertThat(fit.top()).isEqualTo(1);
  }

  @Test
  void moreAfterThanBeforeIsLeftToTheEnginesSame() {
    Fit fit = fit(4, 1, new Padding.Same());
    assertThat(fit.framed()).isFalse();
    assertThat(fit.same()).isTrue();
  }

  @Test
  void anyOtherPaddingNeedsAFrame() {
    Fit fit = fit(3, 1, new Padding.Explicit(0, 1, 0, 0));
    assertThat(fit.framed()).isTrue();
    assertThat(fit.remaining().isUnpadded()).isTrue();
  }

  @Test
  void windowsThatSkipPixelsAreNotPadded() {
    Fit fit = fit(1, 3, new Padding.Same());
    assertThat(fit.framed()).isFalse();
    assertThat(fit.same()).isFalse();
    assertThat(fit.top()).isZero();
  }
}
