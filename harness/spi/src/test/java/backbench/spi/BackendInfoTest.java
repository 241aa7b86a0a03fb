package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
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
  void noVariableIsDeclaredUnlessThePluginSays() {
    BackendInfo.Builder builder = BackendInfo.builder("a", "A", Set.of(LayerKind.DENSE));
    assertThat(builder.build().variablePrefixes()).isEmpty();
    BackendInfo declared = builder.variablePrefixes(Set.of("TF_")).build();
    assertThat(declared.variablePrefixes()).containsExactly("TF_");
    assertThat(declared.under(Tuning.BEST).variablePrefixes()).containsExactly("TF_");
    assertThat(declared)
        .isEqualTo(declared.toBuilder().build())
        .isNotEqualTo(declared.toBuilder().variablePrefixes(Set.of()).build());
  }

  @Test
  void aPrefixThatEachVariableOrNoneBeginsWithIsRefused() {
    for (String wrong : List.of("", " ", "TF_=")) {
      assertThatThrownBy(
              () ->
                  BackendInfo.builder("a", "A", Set.of(LayerKind.DENSE))
                      .variablePrefixes(Set.of(wrong))
                      .build())
          .isInstanceOf(BackbenchException.class)
          .hasMessageContaining("a declares the prefix '" + wrong + "'");
    }
  }

  @Test
  void theLimitsOfATuningHoldWithThatTuningAlone() {
    BackendInfo info =
        BackendInfo.builder("a", "A", Set.of(LayerKind.DENSE, LayerKind.LRN, LayerKind.BATCH_NORM))
            .deviations(List.of(ALWAYS))
            .tunings(Set.of(Tuning.values()))
            .options(Set.of("everywhere", "not in the loop"))
            .limits(
                Map.of(
                    Tuning.ENGINE_LOOP,
                    TuningLimits.builder()
                        .missing(Set.of(LayerKind.LRN))
                        .deviations(List.of(IN_THE_LOOP))
                        .missingOptions(Set.of("not in the loop"))
                        .build()))
            .build();

    BackendInfo loop = info.under(Tuning.ENGINE_LOOP);
    assertThat(loop.layers()).containsExactlyInAnyOrder(LayerKind.DENSE, LayerKind.BATCH_NORM);
    assertThat(loop.deviations()).containsExactly(ALWAYS, IN_THE_LOOP);
    assertThat(loop.options()).containsExactly("everywhere");
    assertThat(loop.under(Tuning.ENGINE_LOOP)).isEqualTo(loop);
    for (Tuning other : List.of(Tuning.BEST, Tuning.AS_IT_COMES)) {
      assertThat(info.under(other).layers()).isEqualTo(info.layers());
      assertThat(info.under(other).deviations()).containsExactly(ALWAYS);
    }
  }
}
