package backbench.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;
import backbench.spi.BackendInfo;
import backbench.spi.Deviation;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import backbench.spi.TuningLimits;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private static final Deviation DEVIATION =
      new Deviation(LayerKind.BATCH_NORM, ParameterRole.MOVING_VARIANCE, 0.01, "follows another");

  @Test
  void everyPropertyOfADescriptionTravels() throws WireException {
    BackendInfo info =
        BackendInfo.builder("id", "Name", EnumSet.of(LayerKind.DENSE, LayerKind.CONV2D))
            .devices(EnumSet.allOf(Device.class))
            .platforms(Set.of(new Platform("plan9", "z80"), new Platform("linux", "x86_64")))
            .deviations(List.of(DEVIATION))
            .tunings(EnumSet.allOf(Tuning.class))
            .limits(
                Map.of(
                    Tuning.ENGINE_LOOP,
                    TuningLimits.builder()
                        .missing(EnumSet.of(LayerKind.DENSE))
                        .deviations(List.of(DEVIATION))
                        .missingOptions(Set.of("fast"))
                        .build()))
            .options(Set.of("fast", "faster"))
            .variablePrefixes(Set.of("FAST_", "FASTER_"))
            .build();
    Answer answer = travelled(Answer.Described.of(info));
    assertThat(((Answer.Described) answer).info()).isEqualTo(info);
  }

  @Test
  void everyPropertyOfLaunchOptionsTravels() throws WireException {
    LaunchOptions options =
        LaunchOptions.builder().jvmFlag("-Xmx1g").jvmFlag("-Xint").variable("A", "b").build();
    Answer answer = travelled(Answer.Launched.of(options));
    assertThat(((Answer.Launched) answer).options()).isEqualTo(options);
  }

  private static Answer travelled(Answer answer) throws WireException {
    return RecordCodec.decode(Answer.class, RecordCodec.encode(Answer.class, answer));
  }
}
