package backbench.vector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import backbench.vector.memory.Layout.Halo;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BackbenchException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aSampleThatOverflowsItsPositionsIsRefused() {
    Shape thin = Shape.image(1, 20_000, 20_000);
    assertThat(Layout.padded(thin, 1, Halo.NONE).samplePitch()).isEqualTo(400_000_000);
    assertFails(ErrorCode.UNSUPPORTED_LAYER, () -> Layout.padded(thin, 16, Halo.NONE));
    assertFails(
        ErrorCode.UNSUPPORTED_LAYER,
        () -> Layout.padded(Shape.vector(Integer.MAX_VALUE), 16, Halo.NONE));
    assertFails(
        ErrorCode.UNSUPPORTED_LAYER,
        () -> Layout.padded(Shape.image(16, 1, 100_000), 16, new Halo(1024, 1024, 0, 0)));
  }

  @Test
  void aBatchThatNoArrayHoldsIsRefused() {
    Layout layout = Layout.padded(Shape.image(1, 1_000, 1_000), 1, Halo.NONE);
    assertThat(layout.floats(2_147)).isEqualTo(2_147_000_000);
    assertFails(ErrorCode.OUT_OF_MEMORY, () -> layout.floats(2_148));
    assertFails(ErrorCode.OUT_OF_MEMORY, () -> new Slab(layout).reserve(5_000));
  }
}
