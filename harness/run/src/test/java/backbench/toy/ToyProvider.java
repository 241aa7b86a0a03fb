package backbench.toy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;
import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.Deviation;
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
      TuningLimits.builder()
          .missing(Set.of(LayerKind.DENSE))
          .deviations(
              List.of(
                  new Deviation(
                      LayerKind.BATCH_NORM,
                      ParameterRole.MOVING_VARIANCE,
                      0.01,
                      "follows another")))
          .build();

  private final String id;
  private final Behaviour behaviour;

  /** Reads what the jar says. */
  public ToyProvider() throws IOException {
    try (InputStream in = ToyProvider.class.getResourceAsStream("/toy.txt")) {
      String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split(" ", -1);
      this.id = words[0];
      this.behaviour = Behaviour.valueOf(words[1]);
    }
    switch (behaviour) {
      case CONSTRUCTOR_THROWS -> throw new IllegalStateException("no constructor today");
      case CONSTRUCTOR_EXITS -> System.exit(0);
      case CONSTRUCTOR_KILLS -> ToyMischief.raise("KILL");
      case LITTERS -> ToyMischief.litter();
      default -> {
        // Is made as it should be.
      }
    }
  }

  @Override
  public int contractVersion() {
    return Contract.VERSION + (behaviour == Behaviour.LATER_CONTRACT ? 1 : 0);
  }

  @Override
  public BackendInfo info() {
    switch (behaviour) {
      case INFO_THROWS -> throw new IllegalStateException("no info today");
      case INFO_ERRS -> throw new AssertionError("no info today, and worse");
      case INFO_HANGS -> ToyMischief.await();
      case INFO_FLOODS -> ToyMischief.flood();
      case INFO_HOARDS -> ToyMischief.hoard();
      case INFO_SPOILS -> ToyMischief.spoil("events.bin");
      default -> {
        // Answers as it should.
      }
    }
    String name = "Toy " + id + (behaviour == Behaviour.ENDLESS_NAME ? " ha".repeat(1000) : "");
    BackendInfo.Builder info =
        BackendInfo.builder(id, name, Set.of(LayerKind.FLATTEN, LayerKind.DENSE));
    if (behaviour == Behaviour.OTHER_PLATFORM) {
      info.platforms(Set.of(new Platform("plan9", "z80")));
    } else if (behaviour == Behaviour.LIMITED_LOOP) {
      info.tunings(EnumSet.allOf(Tuning.class)).limits(Map.of(Tuning.ENGINE_LOOP, LOOP));
    }
    return info.build();
  }

  @Override
  public LaunchOptions launch(BackendConfig config) {
    if (behaviour == Behaviour.LAUNCH_GIVES_NULL) {
      return null;
    } else if (behaviour == Behaviour.LAUNCH_GIVES_NONSENSE) {
      return LaunchOptions.builder().variable("A=B", "c").build();
    }
    if (behaviour == Behaviour.LAUNCH_HALTS) {
      System.out.println("a word before the end");
      Runtime.getRuntime().halt(7);
    } else if (behaviour == Behaviour.LAUNCH_GIVES_BAD_FLAG) {
      return LaunchOptions.builder().jvmFlag("-XX:+Sesame").build();
    } else if (behaviour == Behaviour.LAUNCH_WRITES) {
      return ToyMischief.written(config.scratch());
    }
    return behaviour == Behaviour.OUT_OF_MEMORY
        ? LaunchOptions.builder().jvmFlag("-Xmx64m").build()
        : LaunchOptions.builder().jvmFlag("-XX:TieredStopAtLevel=1").variable("TOY", "toy").build();
  }

  @Override
  public Backend open(BackendConfig config) {
    if (behaviour == Behaviour.OPEN_THROWS) {
      throw new BackbenchException(ErrorCode.ENGINE_FAILED, "no engine today");
    } else if (behaviour == Behaviour.NATIVE_MISSING) {
      throw new BackbenchException(ErrorCode.NATIVE_MISSING, "no natives today");
    }
    return new ToyBackend(behaviour, config);
  }
}
