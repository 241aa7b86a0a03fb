package backbench.vector.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.vector.kernel.scalar.ScalarKernels;
import backbench.vector.memory.ParameterStore;
import backbench.vector.memory.Workspace;
import backbench.vector.program.Crew;
import backbench.vector.program.Engine;
import org.junit.jupiter.api.Test;

class WeightsTest {

  @Test
  void weightsThatNoArrayHoldsOncePaddedAreRefused() {
    try (Crew crew = new Crew(1)) {
      Engine engine =
          new Engine(new ScalarKernels(), crew, new Workspace(), new ParameterStore(8), 1);
      assertThatThrownBy(() -> new Weights(engine, 1024, 1024, 256, 1, false))
          .isInstanceOfSatisfying(
              BackbenchException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_LAYER));
    }
  }
}
