package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendInfoTest {

  private static final Deviation ALWAYS =
      new Deviation(LayerKind.BATCH_NORM, ParameterRole.MOVING_MEAN, 0.01, "differs always");
  private static final Deviation IN_THE_LOOP =
      new Deviation(LayerKind.BATCH_NORM, ParameterRole.MOVING_VARIANCE, 0.02, "differs there");

  @Test
  void theLimitsOfATuningHoldWithThatTuningAlone() {
    BackendInfo info =
        new BackendInfo(
            "a",
            "A",
            Set.of(LayerKind.DENSE, LayerKind.LRN, LayerKind.BATCH_NORM),
            Set.of(Device.CPU),
            Set.of(),
            List.of(ALWAYS),
            Set.of(Tuning.values()),
            Map.of(
                Tuning.ENGINE_LOOP, new TuningLimits(Set.of(LayerKind.LRN), List.of(IN_THE_LOOP))));

    BackendInfo loop = info.under(Tuning.ENGINE_LOOP);
    assertThat(loop.layers()).containsExactlyInAnyOrder(LayerKind.DENSE, LayerKind.BATCH_NORM);
    assertThat(loop.deviations()).containsExactly(ALWAYS, IN_THE_LOOP);
    assertThat(loop.under(Tuning.ENGINE_LOOP)).isEqualTo(loop);
    for (Tuning other : List.of(Tuning.BEST, Tuning.AS_IT_COMES)) {
      assertThat(info.under(other).layers()).isEqualTo(info.layers());
      assertThat(info.under(other).deviations()).containsExactly(ALWAYS);
    }
  }
}
