package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviationTest {

  private static Deviation deviation(ParameterRole role, double bound, String reason) {
    return new Deviation(LayerKind.BATCH_NORM, role, bound, reason);
  }

  @Test
  void aMovingStatisticMayDifferByTheLargestBound() {
    Deviation deviation = deviation(ParameterRole.MOVING_VARIANCE, 0.05, "follows another one");
    assertThat(deviation.relativeBound()).isEqualTo(0.05);
  }

  @Test
  void nothingThatLearnsMayDiffer() {
    assertThatThrownBy(() -> deviation(ParameterRole.WEIGHT, 0.01, "rounds"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("WEIGHT");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.01, 0.051, Double.NaN})
  void boundsAreAboveZeroAndSmall(double bound) {
    assertThatThrownBy(() -> deviation(ParameterRole.MOVING_MEAN, bound, "rounds"))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining(String.valueOf(bound));
  }

  @Test
  void everyDeviationHasAReason() {
    assertThatThrownBy(() -> deviation(ParameterRole.MOVING_MEAN, 0.01, " "))
        .isInstanceOf(BackbenchException.class);
  }
}
