package backbench.toy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Deviation;
import backbench.spi.Device;
import backbench.spi.LaunchOptions;
import backbench.spi.Platform;
import backbench.spi.Tuning;
import backbench.spi.TuningLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Announces softmax regression in plain Java, which behaves or misbehaves as its jar says.
 *
 * <p>The file {@code toy.txt} in the jar holds the id and the behaviour.
 */
public final class ToyProvider implements BackendProvider {

  private static final TuningLimits LOOP =
      new TuningLimits(
          Set.of(LayerKind.DENSE),
          List.of(
              new Deviation(
                  LayerKind.BATCH_NORM, ParameterRole.MOVING_VARIANCE, 0.01, "follows another")));

  private final String id;
  private final Behaviour behaviour;

  /** Reads what the jar says. */
  public ToyProvider() throws IOException {
    try (InputStream in = ToyProvider.class.getResourceAsStream("/toy.txt")) {
      String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split(" ", -1);
      this.id = words[0];
      this.behaviour = Behaviour.valueOf(words[1]);
    }
    if (behaviour == Behaviour.CONSTRUCTOR_THROWS) {
      throw new IllegalStateException("no constructor today");
    }
  }

  @Override
  public BackendInfo info() {
    if (behaviour == Behaviour.INFO_THROWS) {
      throw new IllegalStateException("no info today");
    }
    return new BackendInfo(
        id,
        "Toy " + id,
        Set.of(LayerKind.FLATTEN, LayerKind.DENSE),
        Set.of(Device.CPU),
        behaviour == Behaviour.OTHER_PLATFORM ? Set.of(new Platform("plan9", "z80")) : Set.of(),
        List.of(),
        behaviour == Behaviour.LIMITED_LOOP
            ? EnumSet.allOf(Tuning.class)
            : EnumSet.of(Tuning.BEST, Tuning.AS_IT_COMES),
        behaviour == Behaviour.LIMITED_LOOP ? Map.of(Tuning.ENGINE_LOOP, LOOP) : Map.of());
  }

  @Override
  public LaunchOptions launch(BackendConfig config) {
    if (behaviour == Behaviour.LAUNCH_GIVES_NULL) {
      return null;
    } else if (behaviour == Behaviour.LAUNCH_GIVES_NONSENSE) {
      return new LaunchOptions(List.of(), Map.of("A=B", "c"));
    }
    return behaviour == Behaviour.OUT_OF_MEMORY
        ? new LaunchOptions(List.of("-Xmx64m"), Map.of())
        : new LaunchOptions(List.of("-XX:TieredStopAtLevel=1"), Map.of("TOY", "toy"));
  }

  @Override
  public Backend open(BackendConfig config) {
    if (behaviour == Behaviour.OPEN_THROWS) {
      throw new BackbenchException(ErrorCode.ENGINE_FAILED, "no engine today");
    } else if (behaviour == Behaviour.NATIVE_MISSING) {
      throw new BackbenchException(ErrorCode.NATIVE_MISSING, "no natives today");
    }
    return new ToyBackend(behaviour, config.threads());
  }
}
